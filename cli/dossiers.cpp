#include "cli/dossiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/console.h"
#include "dossier/load.h"

namespace probity {
namespace {

namespace fs = std::filesystem;

/// Of dossiers that are held at once, besides the one that goes beyond it.
constexpr std::size_t kBatchBytes = std::size_t{32} << 20;

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

}  // namespace

DossierStream::DossierStream(std::vector<std::string> arguments)
    : arguments_(std::make_move_iterator(arguments.begin()),
                 std::make_move_iterator(arguments.end())) {}

std::vector<DossierInput> DossierStream::next_batch(std::size_t most) {
  std::vector<DossierInput> batch;
  std::size_t bytes = 0;
  while (batch.size() < most && bytes < kBatchBytes) {
    // What is there is answered before anybody is waited for.
    if (!batch.empty() && lines_ && !lines_->is_ready()) break;
    std::optional<DossierInput> input = next();
    if (!input) break;
    bytes += input->bytes.size();
    batch.push_back(std::move(*input));
  }
  return batch;
}

std::optional<DossierInput> DossierStream::next() {
  while (true) {
    if (lines_) {
      if (std::optional<DossierInput> input = next_line()) return input;
    } else if (!files_.empty()) {
      const std::string path = std::move(files_.front());
      files_.pop_front();
      if (std::optional<DossierInput> input = read_dossier(path)) return input;
    } else if (!arguments_.empty()) {
      const std::string argument = std::move(arguments_.front());
      arguments_.pop_front();
      open(argument);
    } else {
      return std::nullopt;
    }
  }
}

void DossierStream::open(const std::string& argument) {
  std::error_code error;
  if (argument == "-" || argument.ends_with(".ndjson")) {
    open_lines(argument);
  } else if (fs::is_directory(argument, error)) {
    open_folder(argument);
  } else {
    files_.push_back(argument);
  }
}

void DossierStream::open_folder(const std::string& path) {
  std::error_code error;
  std::vector<std::string> found;
  for (auto entry = fs::directory_iterator(path, error);
       !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (name.ends_with(".json") && !name.starts_with('.') && !entry->is_directory(ignored)) {
      found.push_back(path + (path.ends_with('/') ? "" : "/") + name);
    }
  }
  if (error) {
    complain(fmt::format("cannot read the folder `{}`: {}", path, error.message()));
    status_ = worse(status_, ExitStatus::kNotFound);
  } else if (found.empty()) {
    complain(fmt::format("the folder `{}` has no *.json", path));
    status_ = worse(status_, ExitStatus::kNotFound);
  }
  std::ranges::sort(found);
  files_.assign(found.begin(), found.end());
}

void DossierStream::open_lines(const std::string& path) {
  Result<LineReader> reader = LineReader::open(path, kMaxDossierBytes);
  if (!reader) {
    status_ = worse(status_, fail(reader.error()));
    return;
  }
  lines_.emplace(std::move(reader).value());
  lines_name_ = path;
}

std::optional<DossierInput> DossierStream::next_line() {
  while (std::optional<InputLine> line = lines_->next()) {
    if (!line->is_too_long && is_blank(line->text)) continue;
    note_split_object(*line);
    return DossierInput{fmt::format("{}:{}", lines_name_, line->number), std::move(line->text),
                        line->is_too_long};
  }
  if (lines_->failure()) status_ = worse(status_, fail(*lines_->failure()));
  lines_.reset();
  return std::nullopt;
}

/// The mistake of everybody's first time: a dossier of many lines in the place of a stream.
void DossierStream::note_split_object(const InputLine& line) {
  if (line.number != 1 || line.text.find_last_not_of(" \t\r") != line.text.find('{')) return;
  complain(
      fmt::format("`{}` is read as one JSON object a line; a dossier of several lines is read from "
                  "a file *.json",
                  lines_name_));
}

std::optional<DossierInput> DossierStream::read_dossier(const std::string& path) {
  Result<std::optional<std::string>> bytes = read_file(path, kMaxDossierBytes);
  if (!bytes) {
    status_ = worse(status_, fail(bytes.error()));
    return std::nullopt;
  }
  if (!bytes.value()) return DossierInput{path, "", true};
  return DossierInput{path, std::move(*bytes.value()), false};
}

}  // namespace probity
