// Runs a fuzz target without libFuzzer, for machines that have no clang: the files of a corpus as
// they are, then mutations of them for so many seconds.
//
// usage: fuzz_TARGET_standalone SECONDS PATH...      (files, or folders of files)
//
// Before each input its number and seed are remembered in `last_input`, which is written when the
// target stops the program, so that the crash can be repeated.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/evaluate/property/random.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using probity::property::Random;

std::string last_input;

void write_last_input() {
  std::ofstream("fuzz-crash", std::ios::binary) << last_input;
  fmt::print(stderr, "the input is in ./fuzz-crash ({} bytes)\n", last_input.size());
}

extern "C" void on_abort(int) {
  write_last_input();
  std::_Exit(1);
}

void say_and_abort() {
  try {
    if (const std::exception_ptr thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    fmt::print(stderr, "an exception left the target: {}\n", error.what());
  }
  std::abort();
}

void run(std::string input) {
  last_input = std::move(input);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(last_input.data()),
                         last_input.size());
}

std::vector<std::string> read_corpus(const std::vector<std::string>& paths) {
  std::vector<std::filesystem::path> files;
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      files.emplace_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path))
      files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> corpus;
  for (const std::filesystem::path& file : files) {
    std::ifstream stream(file, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return corpus;
}

/// Position of a random piece of `text`.
struct Piece {
  std::size_t begin = 0;
  std::size_t length = 0;
};
Piece piece_of(const std::string& text, Random& random) {
  Piece piece;
  piece.begin = random.below(text.size() + 1);
  piece.length = random.below(std::min<std::size_t>(text.size() - piece.begin, 40) + 1);
  return piece;
}

void mutate(std::string& text, const std::string& other, Random& random) {
  const Piece here = piece_of(text, random);
  const Piece there = piece_of(other, random);
  switch (random.below(6)) {
    case 0:
      text.erase(here.begin, here.length);
      break;
    case 1:
      text.insert(here.begin, other.substr(there.begin, there.length));
      break;
    case 2:
      text.replace(here.begin, here.length, other.substr(there.begin, there.length));
      break;
    case 3:
      if (here.begin < text.size()) text[here.begin] = static_cast<char>(random.below(256));
      break;
    case 4:
      text.insert(here.begin, text.substr(here.begin, here.length));
      break;
    default: {
      static const std::string kMarks = "{}[]()\",:.+-*/%0129eE\\ \n";
      text.insert(text.begin() + static_cast<std::ptrdiff_t>(here.begin),
                  kMarks[random.below(kMarks.size())]);
      break;
    }
  }
}

}  // namespace

int main(int count, char** values) {
  if (count < 3) {
    fmt::print(stderr, "usage: {} SECONDS PATH...\n", values[0]);
    return 64;
  }
  std::signal(SIGABRT, on_abort);
  std::signal(SIGSEGV, on_abort);
  std::set_terminate(say_and_abort);
  const std::vector<std::string> corpus = read_corpus({values + 2, values + count});
  if (corpus.empty()) {
    fmt::print(stderr, "no inputs\n");
    return 66;
  }
  for (const std::string& input : corpus) run(input);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(values[1]));
  Random random(1);
  std::size_t inputs = corpus.size();
  for (; std::chrono::steady_clock::now() < end; ++inputs) {
    std::string text = random.pick(corpus);
    for (std::size_t left = 1 + random.below(4); left > 0; --left)
      mutate(text, random.pick(corpus), random);
    run(std::move(text));
  }
  fmt::print("{} inputs\n", inputs);
  return 0;
}
