#include "dossier/json_scanner.h"

#include <fmt/format.h>

#include <iterator>

#include "dossier/facts.h"
#include "dossier/json_text.h"
#include "dossier/load.h"
#include "support/text.h"

namespace probity {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_control(char character) { return static_cast<unsigned char>(character) < 0x20; }

/// What ends a bare word or a number.
bool is_delimiter(char character) {
  return is_json_blank(character) || is_control(character) ||
         std::string_view(",:[]{}\"").find(character) != std::string_view::npos;
}

bool starts_number(std::string_view word) {
  return !word.empty() && (word.front() == '-' || (word.front() >= '0' && word.front() <= '9'));
}

/// The key that `raw`, the bytes between its quotation marks, stands for.
}  // namespace

JsonScanner::JsonScanner(std::string_view text, SourceId source) : text_(text), source_(source) {}

JsonEvent JsonScanner::next() {
  if (fault_) return JsonEvent::kFault;
  separator();
  if (is_at_end()) return expect_ == Expect::kNothing ? JsonEvent::kEnd : refuse_end();
  switch (expect_) {
    case Expect::kDossier:
    case Expect::kValue:
      return value();
    case Expect::kKey:
      return key();
    case Expect::kFirstKeyOrEnd:
      return peek() == '}' ? close() : key();
    case Expect::kFirstItemOrEnd:
      if (peek() == ']') return close();
      return start_element() ? value() : JsonEvent::kFault;
    case Expect::kItem:
      return start_element() ? value() : JsonEvent::kFault;
    case Expect::kCommaOrEnd:
      return close();
    case Expect::kColon:
    case Expect::kNothing:
      break;
  }
  return refuse_text();
}

void JsonScanner::skip_blanks() {
  while (!is_at_end() && is_json_blank(peek())) ++at_;
  begin_ = at_;
}

/// Moves over blanks and the comma or colon that belongs here; they are no events.
void JsonScanner::separator() {
  skip_blanks();
  if (is_at_end()) return;
  if (expect_ == Expect::kCommaOrEnd && peek() == ',') {
    expect_ = levels_.back().is_object ? Expect::kKey : Expect::kItem;
  } else if (expect_ == Expect::kColon && peek() == ':') {
    expect_ = Expect::kValue;
  } else {
    return;
  }
  ++at_;
  skip_blanks();
}

std::string_view JsonScanner::word_here() const {
  std::size_t size = 0;
  while (at_ + size < text_.size() && !is_delimiter(text_[at_ + size])) ++size;
  return text_.substr(at_, size);
}

JsonEvent JsonScanner::open(bool is_object) {
  if (levels_.size() >= kMaxDossierDepth) {
    return refuse(Code::nested_too_deep, 1,
                  fmt::format("this is open number {} of objects and lists inside one another, "
                              "and at most {} may be open",
                              levels_.size() + 1, kMaxDossierDepth));
  }
  levels_.push_back({.is_object = is_object, .begin = at_});
  ++at_;
  expect_ = is_object ? Expect::kFirstKeyOrEnd : Expect::kFirstItemOrEnd;
  return is_object ? JsonEvent::kObjectBegin : JsonEvent::kListBegin;
}

/// Where only the closing bracket of the innermost level may stand.
JsonEvent JsonScanner::close() {
  const bool is_object = levels_.back().is_object;
  if (peek() != (is_object ? '}' : ']')) return refuse_text();
  ++at_;
  levels_.pop_back();
  return finish_value(is_object ? JsonEvent::kObjectEnd : JsonEvent::kListEnd);
}

JsonEvent JsonScanner::finish_value(JsonEvent event) {
  expect_ = levels_.empty() ? Expect::kNothing : Expect::kCommaOrEnd;
  return event;
}

bool JsonScanner::start_element() {
  Level& level = levels_.back();
  if (level.has_member) ++level.element;
  level.has_member = true;
  if (++elements_ <= kMaxListElements) return true;
  refuse(Code::too_many_elements, 1,
         fmt::format("the lists of the dossier have more than {} elements in all, the most that "
                     "is read",
                     kMaxListElements));
  return false;
}

JsonEvent JsonScanner::key() {
  if (peek() != '"') return refuse_text();
  if (!scan_quoted()) return JsonEvent::kFault;
  levels_.back().key = content();
  levels_.back().has_member = true;
  expect_ = Expect::kColon;
  return JsonEvent::kKey;
}

JsonEvent JsonScanner::value() {
  if (peek() == '{') return open(true);
  if (peek() == '[') return open(false);
  if (peek() == '"') return scan_quoted() ? finish_value(JsonEvent::kText) : JsonEvent::kFault;
  return word();
}

JsonEvent JsonScanner::word() {
  const std::string_view word = word_here();
  JsonEvent event = JsonEvent::kNumber;
  if (word == "true") {
    event = JsonEvent::kTrue;
  } else if (word == "false") {
    event = JsonEvent::kFalse;
  } else if (word == "null") {
    event = JsonEvent::kNull;
  } else if (!starts_number(word)) {
    return refuse_text();
  }
  at_ += static_cast<std::uint32_t>(word.size());
  return finish_value(event);
}

/// Moves behind the text in quotation marks that starts here.
bool JsonScanner::scan_quoted() {
  std::uint32_t at = at_ + 1;
  while (at < text_.size() && text_[at] != '"' && !is_control(text_[at])) {
    const bool is_escape = text_[at] == '\\' && at + 1 < text_.size() && !is_control(text_[at + 1]);
    at += is_escape ? 2U : 1U;
  }
  if (at < text_.size() && text_[at] == '"') {
    at_ = at + 1;
    return true;
  }
  refuse_in_quotes(at);
  return false;
}

std::string JsonScanner::pointer() const {
  std::string text;
  for (const Level& level : levels_) {
    if (!level.has_member) continue;
    text += '/';
    if (level.is_object) {
      append_pointer_token(unescaped_part(level.key), text);
    } else {
      fmt::format_to(std::back_inserter(text), "{}", level.element);
    }
  }
  return text;
}

std::optional<Diagnostic> find_form_fault(std::string_view text, SourceId source) {
  if (text.starts_with(kByteOrderMark)) {
    return Diagnostic{.code = Code::byte_order_mark,
                      .span = {source, 0, static_cast<std::uint32_t>(kByteOrderMark.size())},
                      .message = "a byte-order mark before the dossier",
                      .help = "save the file as UTF-8 without it"};
  }
  JsonScanner scanner(text, source);
  JsonEvent event = scanner.next();
  while (event != JsonEvent::kEnd && event != JsonEvent::kFault) event = scanner.next();
  const std::optional<std::size_t> invalid = find_invalid_utf8(text);
  // Bad bytes just behind another fault would spoil its message.
  const auto comes_first = [&](const Diagnostic& fault) {
    return *invalid <= fault.span.begin || find_invalid_utf8(fault.message).has_value();
  };
  if (invalid && (event == JsonEvent::kEnd || comes_first(scanner.fault()))) {
    const auto offset = static_cast<std::uint32_t>(*invalid);
    return Diagnostic{
        .code = Code::invalid_utf8,
        .span = {source, offset, offset + 1},
        .message = fmt::format("the byte {:02X} here is not UTF-8, the encoding of a dossier",
                               static_cast<unsigned char>(text[*invalid])),
        .help = "save the file as UTF-8"};
  }
  if (event == JsonEvent::kEnd) return std::nullopt;
  return scanner.fault();
}

std::optional<Span> find_value(std::string_view text, SourceId source, std::string_view pointer) {
  JsonScanner scanner(text, source);
  while (true) {
    switch (scanner.next()) {
      case JsonEvent::kEnd:
      case JsonEvent::kFault:
        return std::nullopt;
      case JsonEvent::kKey:
      case JsonEvent::kObjectEnd:
      case JsonEvent::kListEnd:
        break;
      case JsonEvent::kObjectBegin:
      case JsonEvent::kListBegin:
      case JsonEvent::kText:
      case JsonEvent::kNumber:
      case JsonEvent::kTrue:
      case JsonEvent::kFalse:
      case JsonEvent::kNull:
        if (scanner.pointer() == pointer) return scanner.span();
        break;
    }
  }
}

}  // namespace probity
