#include "report/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "support/text.h"

namespace probity {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view sgr(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kStrong:
      return "\x1b[1m";
    case Tone::kFaint:
      return "\x1b[2m";
    case Tone::kGood:
      return "\x1b[1;32m";
    case Tone::kBad:
      return "\x1b[1;31m";
    case Tone::kOpen:
      return "\x1b[1;33m";
    case Tone::kNote:
      return "\x1b[36m";
  }
  return "";
}

std::size_t code_point_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;
  if (byte < 0xF0) return 3;
  return 4;
}

/// The longest prefix of well-formed `text` that fits, at least one code point.
std::size_t fitting_prefix(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0;
  std::size_t used = 0;
  while (bytes < text.size()) {
    const std::size_t length = code_point_length(text[bytes]);
    used += display_width(text.substr(bytes, length));
    if (used > columns && bytes > 0) break;
    bytes += length;
  }
  return bytes;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::string blanks(std::size_t count) { return std::string(count, ' '); }

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t columns, Escaping escaping) {
  const std::size_t width = std::max<std::size_t>(columns, 8);
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  for (const std::string_view raw : words_of(text)) {
    const std::string escaped =
        escaping == Escaping::kNeeded ? escape_untrusted(raw) : std::string(raw);
    std::string_view word = escaped;
    if (used > 0 && used + 1 + display_width(word) > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    while (used == 0 && display_width(word) > width) {
      const std::size_t fits = fitting_prefix(word, width);
      lines.back() = word.substr(0, fits);
      lines.emplace_back();
      word.remove_prefix(fits);
    }
    lines.back() += word;
    used += display_width(word);
  }
  return lines;
}

std::string first_paragraph(std::string_view text) {
  const std::size_t end = text.find("\n\n");
  std::string paragraph;
  for (const std::string_view word : words_of(text.substr(0, end))) {
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += word;
  }
  return paragraph;
}

std::string first_sentence(std::string_view text) {
  std::string paragraph = first_paragraph(text);
  // "Art. 16" ends no sentence: a full stop does only before a blank and a capital, or at the end.
  for (std::size_t dot = paragraph.find('.'); dot != std::string::npos;
       dot = paragraph.find('.', dot + 1)) {
    const bool at_end = dot + 1 == paragraph.size();
    const bool before_capital = dot + 2 < paragraph.size() && paragraph[dot + 1] == ' ' &&
                                paragraph[dot + 2] >= 'A' && paragraph[dot + 2] <= 'Z';
    if (at_end || before_capital) {
      paragraph.resize(dot);
      break;
    }
  }
  return paragraph;
}

std::string count_text(std::size_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

void Page::append(std::string_view text, Tone tone) {
  const std::string_view start = colour_ == Colour::kOn && !text.empty() ? sgr(tone) : "";
  text_ += start;
  text_ += text;
  if (!start.empty()) text_ += "\x1b[0m";
}

void Page::end_line() {
  while (text_.ends_with(' ')) text_.pop_back();
  text_ += '\n';
}

void Page::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
}

void Page::line(std::size_t indent, std::string_view text, Tone tone) {
  for (const std::string& part : wrap(text, kPageColumns - indent)) {
    text_ += blanks(indent);
    append(part, tone);
    end_line();
  }
}

void Page::entry(const Entry& entry) {
  const std::string label = escape_untrusted(entry.label);
  const std::size_t label_width = display_width(label);
  const std::size_t text_column = entry.indent + entry.label_columns;
  text_ += blanks(entry.indent);
  append(label, entry.label_tone);
  std::size_t column = entry.indent + label_width;
  if (entry.text.empty()) return end_line();
  if (label_width + 1 > entry.label_columns && entry.label_columns > 0) {
    end_line();
    column = 0;
  }
  for (const std::string& part : wrap(entry.text, kPageColumns - text_column, entry.escaping)) {
    text_ += blanks(text_column - column);
    append(part, entry.tone);
    end_line();
    column = 0;
  }
}

void Page::pieces(std::size_t indent, const std::vector<Piece>& pieces) {
  std::size_t column = indent;
  text_ += blanks(indent);
  for (const Piece& piece : pieces) {
    for (const std::string_view raw : words_of(piece.text)) {
      const std::string word = escape_untrusted(raw);
      const std::size_t width = display_width(word);
      if (column > indent && column + 1 + width > kPageColumns) {
        end_line();
        text_ += blanks(indent);
        column = indent;
      } else if (column > indent) {
        text_ += ' ';
        ++column;
      }
      append(word, piece.tone);
      column += width;
    }
  }
  end_line();
}

void Page::heading(std::string_view text) {
  const std::string title = escape_untrusted(text);
  append(title, Tone::kStrong);
  const std::size_t width = display_width(title);
  if (width + 2 < kPageColumns) {
    std::string rule;
    for (std::size_t column = width + 1; column < kPageColumns; ++column) rule += "─";
    text_ += ' ';
    append(rule, Tone::kFaint);
  }
  end_line();
}

void Page::verbatim(std::size_t indent, std::string_view text, Tone tone) {
  while (true) {
    const std::size_t end = text.find('\n');
    std::string_view source_line = text.substr(0, end);
    if (source_line.ends_with('\r')) source_line.remove_suffix(1);
    text_ += blanks(indent);
    append(escape_untrusted(source_line), tone);
    end_line();
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void Page::rendered(std::string_view lines) { text_ += lines; }

void Page::branch(std::string_view prefix, std::string_view continuation, std::string_view text,
                  Tone tone) {
  std::string_view start = prefix;
  const std::size_t margin = std::max(display_width(prefix), display_width(continuation));
  const std::size_t columns = kPageColumns - std::min(margin, kPageColumns / 2);
  for (const std::string& part : wrap(text, columns)) {
    append(start, Tone::kFaint);
    append(part, tone);
    end_line();
    start = continuation;
  }
}

std::string Page::take() {
  while (text_.ends_with("\n\n")) text_.pop_back();
  return std::exchange(text_, {});
}

}  // namespace probity
