// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/write_file.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <pthread.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace tests_of_write_file {
namespace cx = cxmetrics;
namespace fs = std::filesystem;

namespace {

class folder {
 public:
  folder() : path_(fs::temp_directory_path() / ("cxmetrics-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directory(path_);
  }
  ~folder() { fs::remove_all(path_); }

  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::ptrdiff_t size() const {
    return std::distance(fs::directory_iterator(path_), fs::directory_iterator());
  }

 private:
  fs::path path_;
};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string part_of_file;
std::atomic<int> signals = 0;
std::atomic<int> signals_with_a_part = 0;

void note_signal(int) {
  ++signals;
  if (::access(part_of_file.c_str(), F_OK) == 0) ++signals_with_a_part;
}

}  // namespace

TEST_CASE("signals that end the program wait until the file is written", "[write_file]") {
  const folder folder;
  part_of_file = folder.file(".part-" + std::to_string(::getpid()));
  struct sigaction noting {};
  noting.sa_handler = note_signal;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(signal, &noting, &before);
    signals = signals_with_a_part = 0;
    const pthread_t writer = ::pthread_self();
    std::atomic<bool> done = false;
    std::atomic<bool> seen = false;  // or the name is another one, and the test sees nothing
    std::thread sender([&] {
      while (!done) {
        ::pthread_kill(writer, signal);
        if (::access(part_of_file.c_str(), F_OK) == 0) seen = true;
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      }
    });
    const std::string text(20'000'000, 'x');
    for (int round = 0; round < 3; ++round) cx::write_file(folder.file("report"), text);
    done = true;
    sender.join();
    ::sigaction(signal, &before, nullptr);
    CHECK(seen);
    CHECK(signals > 0);
    CHECK(signals_with_a_part == 0);
  }
}

TEST_CASE("a file is written whole, and nothing is left beside it", "[write_file]") {
  const folder folder;
  const std::string text = "a\n" + std::string(1'000'000, 'x') + '\0' + "z";
  cx::write_file(folder.file("report"), text);
  CHECK(read(folder.file("report")) == text);
  cx::write_file(folder.file("report"), "");
  CHECK(read(folder.file("report")).empty());
  CHECK(folder.size() == 1);
}

TEST_CASE("a file that is replaced keeps its permissions, and a link stays a link", "[write_file]") {
  const folder folder;
  cx::write_file(folder.file("report"), "old");
  fs::permissions(folder.file("report"), fs::perms::owner_all);
  fs::create_symlink("report", folder.file("link"));
  cx::write_file(folder.file("link"), "new");
  CHECK(fs::is_symlink(folder.file("link")));
  CHECK(read(folder.file("report")) == "new");
  CHECK(fs::status(folder.file("report")).permissions() == fs::perms::owner_all);
}

TEST_CASE("a link to a file that is not there yet stays a link", "[write_file]") {
  const folder folder;
  fs::create_directory(folder.file("there"));
  fs::create_symlink("there/report", folder.file("near"));
  fs::create_symlink("near", folder.file("far"));
  cx::write_file(folder.file("far"), "text");
  CHECK(fs::is_symlink(folder.file("far")));
  CHECK(fs::is_symlink(folder.file("near")));
  CHECK(read(folder.file("there/report")) == "text");
  CHECK(folder.size() == 3);
}

TEST_CASE("a link that leads round in a circle cannot be written", "[write_file]") {
  const folder folder;
  fs::create_symlink("one", folder.file("other"));
  fs::create_symlink("other", folder.file("one"));
  CHECK_THROWS_AS(cx::write_file(folder.file("one"), "text"), std::system_error);
  CHECK(folder.size() == 2);
}

TEST_CASE("a file keeps its owner and all of its mode", "[write_file]") {
  const folder folder;
  cx::write_file(folder.file("report"), "old");
  const uid_t owner = ::getuid() == 0 ? 65534 : ::getuid();
  REQUIRE(::chown(folder.file("report").c_str(), owner, static_cast<gid_t>(-1)) == 0);
  REQUIRE(::chmod(folder.file("report").c_str(), 02640) == 0);
  cx::write_file(folder.file("report"), "new");
  struct stat about {};
  REQUIRE(::stat(folder.file("report").c_str(), &about) == 0);
  CHECK(about.st_uid == owner);
  CHECK((about.st_mode & 07777) == 02640);
  CHECK(read(folder.file("report")) == "new");
}

TEST_CASE("a name may be as long as names can be", "[write_file]") {
  const folder folder;
  for (const std::size_t length : {250u, 255u}) {
    const std::string path = folder.file(std::string(length, 'n'));
    cx::write_file(path, "old");
    cx::write_file(path, "new");
    CHECK(read(path) == "new");
  }
  CHECK(folder.size() == 2);
}

TEST_CASE("a file that cannot be written says so and leaves what was there", "[write_file]") {
  const folder folder;
  CHECK_THROWS_AS(cx::write_file(folder.file("no/such/folder"), "text"), std::system_error);
  fs::create_directory(folder.file("taken"));
  CHECK_THROWS_AS(cx::write_file(folder.file("taken"), "text"), std::system_error);
  CHECK(fs::is_directory(folder.file("taken")));
  CHECK(folder.size() == 1);
}

TEST_CASE("a device is written to and stays a device", "[write_file]") {
  cx::write_file("/dev/null", "text");
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a pipe is written to as it is", "[write_file]") {
  const folder folder;
  const std::string pipe = folder.file("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::string received;
  std::thread reader([&] { received = read(pipe); });
  cx::write_file(pipe, "text");
  reader.join();
  CHECK(received == "text");
  CHECK(fs::is_fifo(pipe));
}

}  // namespace tests_of_write_file
