#include "dossier/json_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "dossier/json_scanner.h"
#include "dossier/json_text.h"
#include "dossier/json_writer.h"

namespace probity {
namespace {

constexpr std::string_view kAppend = "-";  // RFC 6901, section 4: behind the last element

/// One member of an object, or one element of a list.
struct Member {
  std::string key;              // unescaped; of an element ""
  std::size_t begin = 0;        // of the key, or of the element
  std::size_t value_begin = 0;  // offsets in the text
  std::size_t end = 0;
};

struct Container {
  bool is_object = false;
  std::size_t inside = 0;  // the first byte behind the opening bracket
  std::vector<Member> members;
};

std::string quoted(std::string_view text) {
  JsonWriter writer;
  writer.text(text);
  return writer.result();
}

std::string key_of(std::string_view raw) {
  std::string key;
  // The loader accepted the text, so that its escapes have no fault.
  static_cast<void>(unescape(raw, key));
  return key;
}

/// The object or list that begins at `offset`; absent where another value does.
std::optional<Container> read_container(std::string_view text, std::size_t offset) {
  JsonScanner scanner(text.substr(offset), SourceId(std::uint32_t{0}));
  const JsonEvent opening = scanner.next();
  if (opening != JsonEvent::kObjectBegin && opening != JsonEvent::kListBegin) return std::nullopt;
  Container container{opening == JsonEvent::kObjectBegin, offset + 1, {}};
  std::vector<Member>& members = container.members;
  std::size_t depth = 1;
  const auto begin_value = [&] {
    const std::size_t begin = offset + scanner.span().begin;
    if (!container.is_object) members.push_back({"", begin, begin, begin});
    members.back().value_begin = begin;
  };
  while (true) {
    switch (scanner.next()) {
      case JsonEvent::kObjectBegin:
      case JsonEvent::kListBegin:
        if (depth++ == 1) begin_value();
        break;
      case JsonEvent::kObjectEnd:
      case JsonEvent::kListEnd:
        if (--depth == 0) return container;
        if (depth == 1) members.back().end = offset + scanner.span().end;
        break;
      case JsonEvent::kKey:
        if (depth == 1) {
          members.push_back({key_of(scanner.content()), offset + scanner.span().begin, 0, 0});
        }
        break;
      case JsonEvent::kText:
      case JsonEvent::kNumber:
      case JsonEvent::kTrue:
      case JsonEvent::kFalse:
      case JsonEvent::kNull:
        if (depth > 1) break;
        begin_value();
        members.back().end = offset + scanner.span().end;
        break;
      case JsonEvent::kEnd:
      case JsonEvent::kFault:
        return std::nullopt;
    }
  }
}

/// Index of an element as RFC 6901 writes it, without leading zeros.
std::optional<std::size_t> parse_index(std::string_view token) {
  if (token.empty() || (token.size() > 1 && token.front() == '0')) return std::nullopt;
  std::size_t index = 0;
  const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
  if (read.ec != std::errc{} || read.ptr != token.data() + token.size()) return std::nullopt;
  return index;
}

/// Index of the member that a token names; absent where there is none.
std::optional<std::size_t> find_member(const Container& container, const std::string& token) {
  if (container.is_object) {
    const auto found = std::ranges::find(container.members, token, &Member::key);
    if (found == container.members.end()) return std::nullopt;
    return static_cast<std::size_t>(found - container.members.begin());
  }
  const std::optional<std::size_t> index = parse_index(token);
  if (!index || *index >= container.members.size()) return std::nullopt;
  return index;
}

/// The one change of one text, from the outside inwards.
class Editing {
 public:
  Editing(std::string_view text, const JsonEdit& edit, std::vector<std::string> tokens)
      : text_(text), edit_(edit), tokens_(std::move(tokens)) {}

  Result<std::string> run() {
    std::size_t offset = 0;
    while (offset < text_.size() && is_json_blank(text_[offset])) ++offset;
    for (std::size_t level = 0; level < tokens_.size(); ++level) {
      const std::optional<Container> container = read_container(text_, offset);
      if (!container) return replace_scalar(offset, level);
      const std::optional<std::size_t> index = find_member(*container, tokens_[level]);
      if (!index) return add_member(*container, level);
      const Member& member = container->members[*index];
      if (level + 1 < tokens_.size()) {
        offset = member.value_begin;
      } else if (edit_.value) {
        return spliced(member.value_begin, member.end, *edit_.value);
      } else {
        return without(*container, *index);
      }
    }
    return std::string(text_);
  }

 private:
  [[nodiscard]] std::string spliced(std::size_t begin, std::size_t end,
                                    std::string_view replacement) const {
    std::string result(text_.substr(0, begin));
    result += replacement;
    result += text_.substr(end);
    return result;
  }

  [[nodiscard]] std::string without(const Container& container, std::size_t index) const {
    const std::vector<Member>& members = container.members;
    if (index > 0) return spliced(members[index - 1].end, members[index].end, "");
    if (members.size() > 1) return spliced(members[0].begin, members[1].begin, "");
    return spliced(members[0].begin, members[0].end, "");
  }

  /// The value inside the objects and lists that the tokens from `level` on name.
  [[nodiscard]] std::string nested(std::size_t level) const {
    std::string value = *edit_.value;
    for (std::size_t i = tokens_.size(); i > level; --i) {
      const std::string& token = tokens_[i - 1];
      value = token == kAppend || token == "0" ? fmt::format("[{}]", value)
                                               : fmt::format("{{{}: {}}}", quoted(token), value);
    }
    return value;
  }

  /// Pointer of the value that the first `level` tokens lead to, for messages.
  [[nodiscard]] std::string place(std::size_t level) const {
    std::size_t end = 0;
    for (std::size_t i = 0; i < level; ++i) end = edit_.pointer.find('/', end + 1);
    return level == 0 ? "the dossier" : in_backticks(edit_.pointer.substr(0, end));
  }

  [[nodiscard]] Result<std::string> replace_scalar(std::size_t offset, std::size_t level) const {
    constexpr std::string_view kNull = "null";
    if (text_.substr(offset).starts_with(kNull)) {
      if (!edit_.value) return std::string(text_);
      return spliced(offset, offset + kNull.size(), nested(level));
    }
    return Error{ErrorKind::kInput, fmt::format("{} is a single value, so that it has no {} inside",
                                                place(level), in_backticks(edit_.pointer))};
  }

  [[nodiscard]] Result<std::string> add_member(const Container& container,
                                               std::size_t level) const {
    const std::string& token = tokens_[level];
    if (!container.is_object && token != kAppend) {
      if (!parse_index(token)) {
        return Error{ErrorKind::kInput,
                     fmt::format("{} is a list: its elements are numbered from 0, and `-` stands "
                                 "for a new one at its end, not {}",
                                 place(level), in_backticks(token))};
      }
      return Error{ErrorKind::kInput,
                   fmt::format("{} has {} {}, so that there is no {}; `-` in its place adds one",
                               place(level), container.members.size(),
                               container.members.size() == 1 ? "element" : "elements",
                               in_backticks(edit_.pointer))};
    }
    if (!edit_.value) return std::string(text_);
    std::string member = nested(level + 1);
    if (container.is_object) member = fmt::format("{}: {}", quoted(token), member);
    if (container.members.empty()) return spliced(container.inside, container.inside, member);
    const std::size_t end = container.members.back().end;
    return spliced(end, end, ", " + member);
  }

  std::string_view text_;
  const JsonEdit& edit_;
  std::vector<std::string> tokens_;
};

}  // namespace

Result<std::vector<std::string>> parse_pointer(std::string_view pointer) {
  const auto mistake = [&](std::string_view why) {
    return Error{ErrorKind::kUsage,
                 fmt::format("{} is no JSON pointer: {}", in_backticks(pointer), why)};
  };
  if (pointer.empty()) return mistake("it names the whole dossier, not a fact in it");
  if (pointer.front() != '/') return mistake("it begins with `/`, as in `/procurement/signed`");
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    if (pointer[at] == '/') {
      tokens.emplace_back();
    } else if (pointer[at] != '~') {
      tokens.back() += pointer[at];
    } else {
      const char next = at + 1 < pointer.size() ? pointer[at + 1] : '\0';
      if (next != '0' && next != '1') return mistake("`~` is written `~0`, and `/` in a key `~1`");
      tokens.back() += next == '0' ? '~' : '/';
      ++at;
    }
  }
  return tokens;
}

Result<std::string> edit_json(std::string_view text, const JsonEdit& edit) {
  Result<std::vector<std::string>> tokens = parse_pointer(edit.pointer);
  if (!tokens) return tokens.error();
  return Editing(text, edit, std::move(tokens).value()).run();
}

std::optional<std::string_view> find_json(std::string_view text, std::string_view pointer) {
  const Result<std::vector<std::string>> tokens = parse_pointer(pointer);
  if (!tokens) return std::nullopt;
  std::size_t offset = 0;
  std::size_t end = text.size();
  while (offset < text.size() && is_json_blank(text[offset])) ++offset;
  for (const std::string& token : tokens.value()) {
    const std::optional<Container> container = read_container(text, offset);
    if (!container) return std::nullopt;
    const std::optional<std::size_t> index = find_member(*container, token);
    if (!index) return std::nullopt;
    offset = container->members[*index].value_begin;
    end = container->members[*index].end;
  }
  return text.substr(offset, end - offset);
}

std::optional<std::vector<std::string_view>> json_elements(std::string_view text) {
  const std::optional<Container> container = read_container(text, 0);
  if (!container || container->is_object) return std::nullopt;
  std::vector<std::string_view> elements;
  elements.reserve(container->members.size());
  for (const Member& element : container->members) {
    elements.push_back(text.substr(element.begin, element.end - element.begin));
  }
  return elements;
}

Result<std::string> json_of_words(std::string_view words) {
  constexpr std::string_view kOpenings = "{[\"";
  std::string_view trimmed = words;
  while (!trimmed.empty() && is_json_blank(trimmed.front())) trimmed.remove_prefix(1);
  while (!trimmed.empty() && is_json_blank(trimmed.back())) trimmed.remove_suffix(1);
  if (trimmed.empty()) return quoted(words);
  const std::optional<Diagnostic> fault = find_form_fault(trimmed, SourceId(std::uint32_t{0}));
  const bool is_structured = kOpenings.find(trimmed.front()) != std::string_view::npos;
  if (fault && is_structured) {
    return Error{ErrorKind::kUsage,
                 fmt::format("the value {} is no JSON: {}", in_backticks(trimmed), fault->message)};
  }
  if (fault) return quoted(words);
  // The scanner takes for a number whatever begins like one, such as a day.
  const bool is_word = trimmed == "true" || trimmed == "false" || trimmed == "null";
  if (!is_structured && !is_word && find_number_fault(trimmed)) return quoted(words);
  return std::string(trimmed);
}

}  // namespace probity
