# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""Shows pages to a real browser and looks at what came of them.

check_pages.py DRIVER BROWSER PROGRAM FOLDER [--screenshots]: the program writes the pages into the folder, beside which the
screenshots of faulty ones are kept, or of all. Ends with 0 if all is well, with 1 and what is not otherwise.
"""
import json
import pathlib
import subprocess
import sys

from webdriver import Browser

# In the page: what is wrong with its boxes and texts, as a list of sentences.
LAYOUT = """
const wrong = [];
const visible = element => element.getClientRects().length > 0;
const name = element => element.tagName + ' "' + element.textContent.slice(0, 40) + '"';
if (document.documentElement.scrollWidth > innerWidth) {
  wrong.push('the page is ' + document.documentElement.scrollWidth + ' wide');
}
for (const element of document.querySelectorAll('main *')) {
  if (element.closest('svg') || !visible(element)) continue;
  const scrolls = getComputedStyle(element).overflowX === 'auto' || getComputedStyle(element).display === 'inline';
  if (!scrolls && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
    wrong.push(name(element) + ' overflows its box');
  }
}
for (const svg of document.querySelectorAll('svg')) {
  if (!visible(svg)) continue;
  const view = svg.viewBox.baseVal;
  const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim() !== '');
  const boxes = texts.map(text => text.getBBox());
  boxes.forEach((box, index) => {
    if (box.x < -0.5 || box.y < -0.5 || box.x + box.width > view.width + 0.5 || box.y + box.height > view.height + 0.5) {
      wrong.push(name(texts[index]) + ' leaves the picture ' + svg.querySelector('title').textContent);
    }
  });
  const order = boxes.map((box, index) => index).sort((a, b) => boxes[a].y - boxes[b].y);
  order.forEach((one, place) => {
    for (let next = place + 1; next < order.length; ++next) {
      const a = boxes[one], b = boxes[order[next]];
      if (b.y > a.y + a.height - 4) break;
      if (a.x + a.width > b.x + 1 && b.x + b.width > a.x + 1) {
        wrong.push(name(texts[one]) + ' and ' + name(texts[order[next]]) + ' collide in ' +
                   svg.querySelector('title').textContent);
      }
    }
  });
}
return wrong;
"""

# In the page: what should not be there.
CONTENT = """
const wrong = [];
if (window.hacked) wrong.push('a script of the data ran');
const forbidden = 'script, img, image, iframe, object, embed, link, base, form, use, foreignObject, video, audio';
for (const element of document.querySelectorAll(forbidden)) wrong.push('there is a ' + element.tagName);
for (const element of document.querySelectorAll('*')) {
  for (const attribute of element.attributes) {
    if (attribute.name.startsWith('on') || attribute.name === 'style') wrong.push('there is ' + attribute.name);
  }
}
for (const link of document.querySelectorAll('a')) {
  if (!document.querySelector(link.getAttribute('href'))) wrong.push('a link leads nowhere');
}
return wrong;
"""

# In the page: whether its policy stops what gets in all the same.
POLICY = """
const script = document.createElement('script');
script.textContent = 'window.hacked = 1';
document.body.append(script);
script.remove();
const wrong = window.hacked ? ['the policy lets scripts run'] : [];
delete window.hacked;
return wrong;
"""

# In the page: the figures of each table below its caption.
FIGURES = """
return [...document.querySelectorAll('figure table')].map(table => ({
  caption: table.caption.textContent,
  header: [...table.tHead.rows[0].cells].map(cell => cell.textContent),
  rows: [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent))}));
"""


def shown(value, unit):
    """As the page shows a number of the JSON."""
    if value is None:
        return "n/a"
    text = f"{value:,.{2 if unit == 'score' else 1}f}"
    return text.lstrip("-") if not text.strip("-0.,") else text


def figures_of(report):
    """Of a report in JSON, the rows by their key: value, interval and base as the page shows them."""
    result = {}
    for row in report["rows"] + ([report["total"]] if report["total"] else []):
        key = tuple(row["key"].values()) if "key" in row else ("total",) + ("",) * (len(report["rows"][0]["key"]) - 1
                                                                                  if report["rows"] else 0)
        if row.get("suppressed"):
            result[key] = ("suppressed", "", "")
            continue
        low, high = row["ci"] or (None, None)
        interval = f"[{shown(low, report['unit'])}, {shown(high, report['unit'])}]"
        result[key] = (shown(row["value"], report["unit"]), interval if row["value"] is not None else "",
                       f"{row['n']:,}")
    return result


def wrong_figures(page, reports, by_key):
    """Where names are spelled out on the page they are no keys, and figures are looked for in all rows."""
    found = 0
    for report in reports:
        names = [name for name in (report["rows"][0]["key"] if report["rows"] else [])]
        wanted = figures_of(report)
        for table in page:
            header = table["header"]
            if header[:len(names)] != names or report["title"] not in header or not report["rows"]:
                continue
            if len(table["rows"]) != len(wanted) or header.index(report["title"]) > len(names) + 1:
                continue
            value = header.index(report["title"])
            base = header.index("n at start" if "n at start" in header else "n")
            for row in table["rows"]:
                key = tuple(row[:len(names)])
                interval = row[value + 1] if "interval" in header[value + 1] else ""
                seen = (row[value], interval, row[base].lstrip("! "))
                if wanted.get(key) != seen if by_key else seen not in wanted.values():
                    yield f"{key} shows {seen}, the JSON says {wanted.get(key)}"
            found += 1
    if any(report["rows"] for report in reports) and not found:
        yield "no table of the page is in the JSON"


def wrong_content(browser, page):
    """What is wrong with a page wherever it is shown. It has just been loaded."""
    wrong = []
    if page.suffix == ".html":
        wrong += browser.run(CONTENT) + browser.run(POLICY)
        reports = json.loads(page.with_suffix(".json").read_text())["reports"]
        reports += [dict(report, **margin) for report in reports for margin in report.get("margins", [])]
        wrong += wrong_figures(browser.run(FIGURES), reports, page.stem != "hostile")
    asked = browser.requests()
    wrong += [f"it asks for {url}" for url in asked if url != page.as_uri()]
    wrong += [] if page.as_uri() in asked else ["nobody saw it being asked for"]
    return wrong + [message for message in browser.log("browser") if "Content Security Policy" not in message]


def wrong_look(browser, page, scheme):
    """What is wrong with a page as it is shown now."""
    wrong = browser.run(LAYOUT)
    if page.suffix == ".html":
        background = browser.run("return getComputedStyle(document.body).backgroundColor")
        bright = int(background[4:].split(",")[0]) > 127
        if bright != (scheme == "light"):
            wrong.append(f"the page is {background}")
    return wrong


def wrong_on_paper(browser):
    """What is wrong with a page on paper: it is white, with the wide pictures, whatever the screen."""
    wrong = browser.run(LAYOUT)
    background = browser.run("return getComputedStyle(document.body).backgroundColor")
    if background != "rgb(255, 255, 255)":
        wrong.append(f"the paper is {background}")
    if browser.run("return [...document.querySelectorAll('.narrow')].some(e => e.getClientRects().length > 0)"):
        wrong.append("there are the pictures for telephones")
    return wrong


def check(browser, page, screenshots, all_screenshots):
    """What is wrong with a page. It is loaded once: it has no scripts that could notice what is around it."""
    faults = []

    def found(wrong, where, width):
        if wrong or all_screenshots:
            browser.screenshot(screenshots / f"{page.stem}-{where}.png", width)
        faults.extend(f"{page.name}, {where}: {sentence}" for sentence in wrong)

    browser.log("performance")
    browser.surround(1280, "light")
    browser.load(page.as_uri())
    found(wrong_content(browser, page) + wrong_look(browser, page, "light"), "1280-light", 1280)
    if page.suffix == ".html":
        for width, scheme in ((390, "dark"), (1280, "dark"), (390, "light")):
            browser.surround(width, scheme)
            found(wrong_look(browser, page, scheme), f"{width}-{scheme}", width)
        browser.surround_by_paper("dark")
        found(wrong_on_paper(browser), "paper", 688)
    return faults


def main(driver, binary, program, folder, *options):
    pages = pathlib.Path(folder) / "pages"
    screenshots = pathlib.Path(folder) / "screenshots"
    pages.mkdir(parents=True, exist_ok=True)
    screenshots.mkdir(exist_ok=True)
    subprocess.run([program, str(pages)], check=True)
    wrong = []
    with Browser(driver, binary) as browser:
        for page in sorted(pages.glob("*.html")) + sorted(pages.glob("*.svg")):
            wrong += check(browser, page, screenshots, "--screenshots" in options)
    for sentence in wrong:
        print(sentence)
    print(f"{len(wrong)} faults; screenshots in {screenshots}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
