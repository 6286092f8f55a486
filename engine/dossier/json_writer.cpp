#include "dossier/json_writer.h"

#include <fmt/format.h>

#include <iterator>

namespace probity {

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_quoted(name);
  text_ += ": ";
  follows_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  append_quoted(value);
  return *this;
}

JsonWriter& JsonWriter::literal(std::string_view value) {
  separate();
  text_ += value;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket, Layout layout) {
  separate();
  text_ += bracket;
  const bool is_inside_line = !levels_.empty() && levels_.back().layout == Layout::kOneLine;
  levels_.push_back({.layout = is_inside_line ? Layout::kOneLine : layout});
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.is_empty && level.layout == Layout::kLines) {
    text_ += '\n';
    text_.append(2 * levels_.size(), ' ');
  }
  text_ += bracket;
  return *this;
}

/// What stands before a key or a value.
void JsonWriter::separate() {
  if (follows_key_) {
    follows_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.is_empty) text_ += ',';
  if (level.layout == Layout::kLines) {
    text_ += '\n';
    text_.append(2 * levels_.size(), ' ');
  } else if (!level.is_empty) {
    text_ += ' ';
  }
  level.is_empty = false;
}

void JsonWriter::append_quoted(std::string_view value) {
  text_ += '"';
  for (const char character : value) {
    if (character == '"' || character == '\\') {
      text_ += '\\';
      text_ += character;
    } else if (character == '\n') {
      text_ += "\\n";
    } else if (static_cast<unsigned char>(character) < 0x20) {
      fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(character));
    } else {
      text_ += character;
    }
  }
  text_ += '"';
}

}  // namespace probity
