// Typed ids: a thing that lives in a table is referred to by an id of its own type,
// so that a rule can never be looked up as a field.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace probity {

/// An index into the table that `Tag` names. A default-constructed id is absent: `is_present()` is
/// false and it must not be used as an index.
template <class Tag>
struct Id {
  static constexpr std::uint32_t kAbsent = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t value = kAbsent;

  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : value(index) {}
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

  [[nodiscard]] constexpr bool is_present() const { return value != kAbsent; }
  [[nodiscard]] constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace probity

template <class Tag>
struct std::hash<probity::Id<Tag>> {
  std::size_t operator()(probity::Id<Tag> id) const noexcept {
    return std::hash<std::uint32_t>{}(id.value);
  }
};
