// ValueReader: one scalar of a dossier into a Fact of the type that its field has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/facts.h"
#include "dossier/reading.h"
#include "dossier/vocabulary.h"
#include "values/money.h"
#include "values/number.h"

namespace probity {

enum class ScalarKind : std::uint8_t { kText, kNumber, kTrue, kFalse };

/// A value without members, as it stands.
struct Scalar {
  ScalarKind kind = ScalarKind::kText;
  std::string_view token;  ///< its bytes in the dossier, quotation marks included
};

/// Views the names of a vocabulary, which must outlive it.
class ValueReader {
 public:
  explicit ValueReader(const Vocabulary& vocabulary);

  /// The fact, or an unknown one when the value was refused. `field` is the one that holds the
  /// value, `type` its type or that of its elements.
  Fact read(DossierReading& reading, const Field& field, TypeId type, const Scalar& scalar);

  /// The parts of money; absent when refused.
  std::optional<Number> read_amount(DossierReading& reading, const Scalar& scalar);
  std::optional<Currency> read_currency(DossierReading& reading, const Scalar& scalar);

  /// Refuses what is malformed whatever its type: number, escapes.
  bool check_form(DossierReading& reading, const Scalar& scalar);

  /// What the text between the quotation marks of `token` says; valid until the next call. Absent
  /// when an escape was refused.
  std::optional<std::string_view> read_text(DossierReading& reading, std::string_view token);

 private:
  struct NamedSymbol {
    std::string_view name;
    SymbolId symbol;
  };

  Fact read_text_fact(DossierReading& reading, const Field& field, std::string_view token,
                      std::string_view text);
  Fact read_number(DossierReading& reading, std::string_view token);
  Fact read_percentage(DossierReading& reading, std::string_view token, std::string_view text);
  Fact read_country(DossierReading& reading, const Field& field, std::string_view token,
                    std::string_view text);
  Fact read_from_text(DossierReading& reading, const Field& field, TypeId type,
                      std::string_view token, std::string_view text);
  [[nodiscard]] std::optional<SymbolId> find_value(EnumId enumeration, std::string_view text) const;

  std::vector<std::vector<NamedSymbol>> enums_;  // by EnumId, sorted by name
  std::string unescaped_;
};

/// Refuses `found` ("the number `5`") where the field takes another type.
void refuse_type(DossierReading& reading, TypeId type, std::string_view token,
                 std::string_view found);

}  // namespace probity
