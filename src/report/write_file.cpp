// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/report/write_file.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace cxmetrics {
namespace {

[[noreturn]] void fail(const std::string& path) {
  throw std::system_error(errno, std::generic_category(), "cannot write " + path);
}

// While it lives, the signals by which people end a program wait.
class undisturbed {
 public:
  undisturbed() {
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ending, signal);
    pthread_sigmask(SIG_BLOCK, &ending, &before_);
  }
  ~undisturbed() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  undisturbed(const undisturbed&) = delete;
  undisturbed& operator=(const undisturbed&) = delete;

 private:
  sigset_t before_{};
};

void write_all(int file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

class open_file {
 public:
  // Errors name the file that is asked for, which may be another.
  open_file(const std::string& path, int flags, mode_t mode, const std::string& asked)
      : path_(asked), file_(::open(path.c_str(), flags, mode)) {
    if (file_ < 0) fail(asked);
  }
  ~open_file() {
    if (file_ >= 0) ::close(file_);
  }
  open_file(const open_file&) = delete;
  open_file& operator=(const open_file&) = delete;

  void write(std::string_view text) { write_all(file_, text, path_); }
  // Only root may give files away; where the owner or the group cannot be kept, the file is the writer's.
  // The mode comes last, because a change of owner clears bits of it.
  void take_after(const struct stat& other) {
    if (::fchown(file_, other.st_uid, other.st_gid) != 0 && ::fchown(file_, -1u, other.st_gid) != 0)
      errno = 0;
    if (::fchmod(file_, other.st_mode & 07777) != 0) fail(path_);
  }
  void close() {
    const int result = ::close(file_);
    file_ = -1;
    if (result != 0) fail(path_);
  }

 private:
  const std::string& path_;
  int file_;
};

// A file beside another, which vanishes unless it takes that one's place.
class file_beside {
 public:
  // Its name is short, since that of the other may be as long as a name can be.
  explicit file_beside(const std::string& path)
      : path_(path),
        beside_(
            (std::filesystem::path(path).parent_path() / (".part-" + std::to_string(::getpid()))).string()) {
    ::unlink(beside_.c_str());  // of a process of the same number that was killed
  }
  ~file_beside() {
    if (!done_) ::unlink(beside_.c_str());
  }
  file_beside(const file_beside&) = delete;
  file_beside& operator=(const file_beside&) = delete;

  const std::string& name() const { return beside_; }
  void take_place() {
    if (::rename(beside_.c_str(), path_.c_str()) != 0) fail(path_);
    done_ = true;
  }

 private:
  const std::string& path_;
  std::string beside_;
  bool done_ = false;
};

// Where a path leads when its symbolic links are followed, whether or not there is a file.
std::string end_of_links(std::string path) {
  namespace fs = std::filesystem;
  for (int links = 0; fs::is_symlink(fs::symlink_status(path)); ++links) {
    if (links == 40) {  // as many as Linux follows
      errno = ELOOP;
      fail(path);
    }
    path = (fs::path(path).parent_path() / fs::read_symlink(path)).string();
  }
  return path;
}

}  // namespace

void write_file(const std::string& path, std::string_view text) {
  struct stat there {};
  const bool exists = ::stat(path.c_str(), &there) == 0;
  if (exists && !S_ISREG(there.st_mode)) {
    open_file file(path, O_WRONLY, 0, path);
    file.write(text);
    file.close();
    return;
  }
  const std::string target = end_of_links(path);
  const undisturbed undisturbed;
  file_beside beside(target);
  open_file file(beside.name(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666, path);
  if (exists) file.take_after(there);
  file.write(text);
  file.close();
  beside.take_place();
}

}  // namespace cxmetrics
