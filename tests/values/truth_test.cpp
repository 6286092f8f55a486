#include "values/truth.h"

#include <doctest/doctest.h>

namespace probity {
namespace {

constexpr Truth F = Truth::kFalse;
constexpr Truth T = Truth::kTrue;
constexpr Truth U = Truth::kUnknown;

TEST_CASE("truth: booleans are never unknown") {
  CHECK(truth_of(true) == T);
  CHECK(truth_of(false) == F);
}

TEST_CASE("truth: not keeps unknown") {
  CHECK(kleene_not(F) == T);
  CHECK(kleene_not(T) == F);
  CHECK(kleene_not(U) == U);
}

TEST_CASE("truth: and is decided by one false") {
  CHECK(kleene_and(F, F) == F);
  CHECK(kleene_and(F, T) == F);
  CHECK(kleene_and(F, U) == F);
  CHECK(kleene_and(T, F) == F);
  CHECK(kleene_and(T, T) == T);
  CHECK(kleene_and(T, U) == U);
  CHECK(kleene_and(U, F) == F);
  CHECK(kleene_and(U, T) == U);
  CHECK(kleene_and(U, U) == U);
}

TEST_CASE("truth: or is decided by one true") {
  CHECK(kleene_or(F, F) == F);
  CHECK(kleene_or(F, T) == T);
  CHECK(kleene_or(F, U) == U);
  CHECK(kleene_or(T, F) == T);
  CHECK(kleene_or(T, T) == T);
  CHECK(kleene_or(T, U) == T);
  CHECK(kleene_or(U, F) == U);
  CHECK(kleene_or(U, T) == T);
  CHECK(kleene_or(U, U) == U);
}

TEST_CASE("truth: implies is true from a false premise or to a true conclusion") {
  CHECK(kleene_implies(F, F) == T);
  CHECK(kleene_implies(F, T) == T);
  CHECK(kleene_implies(F, U) == T);
  CHECK(kleene_implies(T, F) == F);
  CHECK(kleene_implies(T, T) == T);
  CHECK(kleene_implies(T, U) == U);
  CHECK(kleene_implies(U, F) == U);
  CHECK(kleene_implies(U, T) == T);
  CHECK(kleene_implies(U, U) == U);
}

}  // namespace
}  // namespace probity
