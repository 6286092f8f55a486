#include "report/json_report.h"

#include <cassert>
#include <cstddef>
#include <new>
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

#include "support/json_string.h"

namespace probity {

namespace {

/// RapidJSON's own allocator returns null where memory ends, and RapidJSON does not look.
struct ThrowingAllocator : rapidjson::CrtAllocator {
  // The names are those of RapidJSON's concept of an allocator.
  void* Malloc(std::size_t size) {  // NOLINT(readability-identifier-naming)
    return checked(CrtAllocator::Malloc(size), size);
  }
  void* Realloc(void* block, std::size_t old_size,  // NOLINT(readability-identifier-naming)
                std::size_t size) {
    return checked(CrtAllocator::Realloc(block, old_size, size), size);
  }

 private:
  static void* checked(void* block, std::size_t size) {
    if (block == nullptr && size > 0) throw std::bad_alloc();
    return block;
  }
};

}  // namespace

struct JsonReport::State {
  using Encoding = rapidjson::UTF8<>;
  using Buffer = rapidjson::GenericStringBuffer<Encoding, ThrowingAllocator>;
  using OneLine = rapidjson::Writer<Buffer, Encoding, Encoding, ThrowingAllocator>;
  using Indented = rapidjson::PrettyWriter<Buffer, Encoding, Encoding, ThrowingAllocator>;

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

  Buffer buffer;
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
