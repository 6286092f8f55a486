#include "audit/json_members.h"

#include <fmt/format.h>

#include <utility>

namespace probity::audit {

JsonMembers::JsonMembers(JsonValue object) {
  auto* const members = std::get_if<JsonObject>(&object.content);
  if (members == nullptr) {
    fail("an object is missing");
    return;
  }
  for (JsonMember& member : *members) {
    members_.emplace(std::move(member.key), std::move(member.value));
  }
}

bool JsonMembers::has(std::string_view key) const { return members_.contains(key); }

JsonValue JsonMembers::take_value(std::string_view key) {
  const auto found = members_.find(key);
  if (found == members_.end()) {
    fail(fmt::format("`{}` is missing", key));
    return {};
  }
  JsonValue value = std::move(found->second);
  members_.erase(found);
  return value;
}

std::string JsonMembers::take_text(std::string_view key) {
  JsonValue value = take_value(key);
  if (auto* const text = std::get_if<std::string>(&value.content)) return std::move(*text);
  fail(fmt::format("`{}` is not a text", key));
  return {};
}

std::optional<std::string> JsonMembers::take_optional_text(std::string_view key) {
  if (!has(key)) return std::nullopt;
  return take_text(key);
}

std::uint64_t JsonMembers::take_number(std::string_view key) {
  const JsonValue value = take_value(key);
  if (const auto* const number = std::get_if<std::uint64_t>(&value.content)) return *number;
  fail(fmt::format("`{}` is not a number", key));
  return 0;
}

JsonArray JsonMembers::take_array(std::string_view key) {
  JsonValue value = take_value(key);
  if (auto* const array = std::get_if<JsonArray>(&value.content)) return std::move(*array);
  fail(fmt::format("`{}` is not an array", key));
  return {};
}

void JsonMembers::fail(std::string message) {
  if (!failure_) failure_ = Error{ErrorKind::kInput, std::move(message)};
}

void JsonMembers::fail_with(const JsonMembers& part) {
  if (part.failure_) fail(part.failure_->message);
  if (!part.members_.empty()) fail(fmt::format("`{}` is unknown", part.members_.begin()->first));
}

std::optional<Error> JsonMembers::finish() {
  if (!failure_ && !members_.empty()) {
    fail(fmt::format("`{}` is unknown", members_.begin()->first));
  }
  return failure_;
}

}  // namespace probity::audit
