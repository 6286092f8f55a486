// Box<T>: a T on the heap with the behaviour of a value, for trees whose nodes contain nodes.
#pragma once

#include <memory>
#include <utility>

namespace probity {

/// Invariant: holds a T, except after it was moved from. Copies deeply.
template <class T>
class Box {
 public:
  Box() : content_(std::make_unique<T>()) {}
  Box(T value)  // NOLINT(google-explicit-constructor)
      : content_(std::make_unique<T>(std::move(value))) {}
  Box(const Box& other) : content_(std::make_unique<T>(*other)) {}
  Box(Box&&) noexcept = default;
  Box& operator=(const Box& other) {
    if (this != &other) content_ = std::make_unique<T>(*other);
    return *this;
  }
  Box& operator=(Box&&) noexcept = default;
  ~Box() = default;

  [[nodiscard]] T& operator*() { return *content_; }
  [[nodiscard]] const T& operator*() const { return *content_; }
  [[nodiscard]] T* operator->() { return content_.get(); }
  [[nodiscard]] const T* operator->() const { return content_.get(); }

 private:
  std::unique_ptr<T> content_;
};

}  // namespace probity
