# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""A browser driven through the W3C WebDriver protocol, by the standard library alone."""
import base64
import json
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


class Browser:
    def __init__(self, driver, binary):
        with socket.socket() as any_free:
            any_free.bind(("127.0.0.1", 0))
            self.port = any_free.getsockname()[1]
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen([driver, f"--port={self.port}"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self._wait()
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync",
                     "--disable-dev-shm-usage", "--hide-scrollbars", f"--user-data-dir={self.profile.name}"]
        options = {"binary": binary, "args": arguments}
        session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}}})
        self.session = "/session/" + session["sessionId"]
        # The page a browser opens with asks for much.
        self._call("POST", self.session + "/url", {"url": "about:blank"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self._call("DELETE", self.session)
        finally:
            self.process.terminate()
            self.process.wait()
            self.profile.cleanup()

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, method=method,
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error

    def _wait(self):
        for _ in range(300):
            try:
                return self._call("GET", "/status")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("the driver does not answer")

    def devtools(self, command, **parameters):
        return self._call("POST", self.session + "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def surround(self, width, scheme):
        """Pages are as wide as that, in a light or a dark surrounding, from now on."""
        self.devtools("Emulation.setEmulatedMedia", media="screen",
                      features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
                      mobile=False)

    def surround_by_paper(self, scheme):
        """As printed on A4 with margins of 14 mm, by somebody whose screen is light or dark."""
        self.devtools("Emulation.setEmulatedMedia", media="print",
                      features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.devtools("Emulation.setDeviceMetricsOverride", width=688, height=1017, deviceScaleFactor=1, mobile=False)

    def load(self, url):
        self._call("POST", self.session + "/url", {"url": url})

    def run(self, script):
        return self._call("POST", self.session + "/execute/sync", {"script": script, "args": []})

    def log(self, kind):
        return [entry["message"] for entry in self._call("POST", self.session + "/se/log", {"type": kind})]

    def requests(self):
        """The addresses asked for since the last time."""
        messages = (json.loads(message)["message"] for message in self.log("performance"))
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]

    def screenshot(self, path, width):
        height = min(self.devtools("Page.getLayoutMetrics")["cssContentSize"]["height"], 12000)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        image = self.devtools("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))
