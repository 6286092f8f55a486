#include "report/json_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <optional>
#include <type_traits>
#include <variant>

// RapidJSON 1.1 copies over members that have no trivial assignment, which gcc 12 remarks upon.
#pragma GCC diagnostic push
#ifndef __clang__  // which knows no such warning
#pragma GCC diagnostic ignored "-Wclass-memaccess"
#endif
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#pragma GCC diagnostic pop

#include "support/text.h"

namespace probity {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;  ///< in bytes
};

/// The first code point of well-formed, non-empty UTF-8.
CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t index) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[index]));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  if (lead < 0xF0) {
    return {((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU), 3};
  }
  return {((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) |
              (byte(3) & 0x3FU),
          4};
}

bool is_plain(char character) {
  const auto value = static_cast<unsigned char>(character);
  return value >= 0x20 && value < 0x7F && character != '"' && character != '\\';
}

void append_escape(std::string& out, char32_t value) {
  const auto unit = [&](char32_t sixteen_bits) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(sixteen_bits));
  };
  if (value < 0x10000) {
    unit(value);
  } else {
    unit(0xD800 + ((value - 0x10000) >> 10U));
    unit(0xDC00 + ((value - 0x10000) & 0x3FFU));
  }
}

void append_ascii(std::string& out, char character) {
  switch (character) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto value = static_cast<unsigned char>(character);
  if (value < 0x20 || value == 0x7F) {
    append_escape(out, value);
  } else {
    out += character;
  }
}

/// Which characters are dangerous is decided in one place, escape_untrusted. It is asked about each
/// character only where the text as a whole holds one.
void append_well_formed(std::string& out, std::string_view text) {
  const bool is_harmless = escape_untrusted(text) == text;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::string_view bytes = text.substr(0, point.length);
    if (point.length == 1) {
      append_ascii(out, bytes.front());
    } else if (is_harmless || escape_untrusted(bytes) == bytes) {
      out += bytes;
    } else {
      append_escape(out, point.value);
    }
    text.remove_prefix(point.length);
  }
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  // Nearly every string: keys, pointers, names.
  if (std::ranges::all_of(text, is_plain)) return out.append(text) += '"';
  while (true) {
    const std::optional<std::size_t> invalid = find_invalid_utf8(text);
    append_well_formed(out, text.substr(0, invalid.value_or(text.size())));
    if (!invalid) break;
    out += "\\ufffd";
    text.remove_prefix(*invalid + 1);
  }
  out += '"';
  return out;
}

struct JsonReport::State {
  using OneLine = rapidjson::Writer<rapidjson::StringBuffer>;
  using Indented = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

  explicit State(JsonLayout layout) {
    if (layout == JsonLayout::kOneLine) {
      writer.emplace<OneLine>(buffer);
    } else {
      writer.emplace<Indented>(buffer).SetIndent(' ', 2);
    }
  }

  template <class Action>
  void write(Action action) {
    [[maybe_unused]] const bool written = std::visit(
        [&](auto& target) {
          if constexpr (std::is_same_v<std::decay_t<decltype(target)>, std::monostate>) {
            return false;
          } else {
            return action(target);
          }
        },
        writer);
    assert(written);
  }

  void raw(std::string_view text, rapidjson::Type type) {
    write([&](auto& target) { return target.RawValue(text.data(), text.size(), type); });
  }

  rapidjson::StringBuffer buffer;
  std::variant<std::monostate, OneLine, Indented> writer;
};

JsonReport::JsonReport(JsonLayout layout) : state_(std::make_unique<State>(layout)) {}
JsonReport::~JsonReport() = default;

JsonReport& JsonReport::begin_object() {
  state_->write([](auto& target) { return target.StartObject(); });
  return *this;
}

JsonReport& JsonReport::end_object() {
  state_->write([](auto& target) { return target.EndObject(); });
  return *this;
}

JsonReport& JsonReport::begin_array() {
  state_->write([](auto& target) { return target.StartArray(); });
  return *this;
}

JsonReport& JsonReport::end_array() {
  state_->write([](auto& target) { return target.EndArray(); });
  return *this;
}

JsonReport& JsonReport::key(std::string_view name) { return string(name); }

JsonReport& JsonReport::string(std::string_view value) {
  state_->raw(json_string(value), rapidjson::kStringType);
  return *this;
}

JsonReport& JsonReport::boolean(bool value) {
  state_->write([&](auto& target) { return target.Bool(value); });
  return *this;
}

JsonReport& JsonReport::number(std::uint64_t value) {
  state_->write([&](auto& target) { return target.Uint64(value); });
  return *this;
}

JsonReport& JsonReport::null() {
  state_->write([](auto& target) { return target.Null(); });
  return *this;
}

JsonReport& JsonReport::json(std::string_view text) {
  state_->raw(text, rapidjson::kObjectType);
  return *this;
}

std::string JsonReport::take() {
  std::string text(state_->buffer.GetString(), state_->buffer.GetSize());
  state_->buffer.Clear();
  state_->write([&](auto& target) {
    target.Reset(state_->buffer);
    return true;
  });
  return text;
}

}  // namespace probity
