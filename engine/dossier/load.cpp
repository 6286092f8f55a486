// The only file that sees simdjson. Its On-Demand parser finds the tokens and checks the encoding;
// it checks nothing that is not visited and tells little of faults, so that every token is visited
// here and JsonScanner explains what stops the walk.
#include "dossier/load.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dossier/check_rates.h"
#include "dossier/json_scanner.h"
#include "dossier/read_key.h"
#include "dossier/read_value.h"
#include "dossier/reading.h"
#include "dossier/repeated.h"
#include "dossier/value_advice.h"

namespace probity {
namespace {

namespace ondemand = simdjson::ondemand;

/// What the walk keeps from dossier to dossier.
struct Workshop {
  explicit Workshop(const Vocabulary& vocabulary) : keys(vocabulary), values(vocabulary) {}

  KeyReader keys;
  ValueReader values;
  std::vector<std::uint32_t> seen;  // where the keys of the open records stand, 0 if absent
  std::vector<Fact> elements;       // of the open lists
  std::vector<std::string_view> set_tokens;  // of the open sets
  std::vector<std::string_view> free_keys;   // of the open objects without a record
};

std::string_view trimmed(std::string_view token) {
  while (!token.empty() && is_json_blank(token.back())) token.remove_suffix(1);
  return token;
}

/// Once stop() was called the form is broken, or nobody would see another diagnostic: the facts of
/// every function are then meaningless, and all of them return.
class Walk {
 public:
  Walk(Workshop& workshop, DossierReading& reading, Completeness completeness)
      : shop_(workshop),
        reading_(reading),
        facts_(reading.facts),
        vocabulary_(reading.vocabulary),
        completeness_(completeness) {}

  /// The whole dossier; false where the walk had to stop.
  bool run(ondemand::document& document) {
    ondemand::object root;
    if (document.get_object().get(root) != simdjson::SUCCESS) return false;
    const char* begin = reading_.text().data();
    while (is_json_blank(*begin)) ++begin;
    facts_.paths.push_back({});
    read_record(root, {begin, 1}, vocabulary_.root, PathId(std::uint32_t{0}));
    return !is_stopped_ && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

 private:
  /// A known value (the callers deal with null) of `type`, in a slot whose own place is `step`.
  Fact read_value(ondemand::value& value, const Field& field, TypeId type, const PathStep& step) {
    ondemand::json_type form{};
    if (value.type().get(form) != simdjson::SUCCESS) return stop();
    const std::string_view token = trimmed(value.raw_json_token());
    const Type& shape = vocabulary_.type(type);
    switch (form) {
      case ondemand::json_type::object:
        if (shape.kind == TypeKind::kMoney) return read_money(value, token);
        if (shape.kind == TypeKind::kRecord) {
          ondemand::object object;
          if (value.get_object().get(object) != simdjson::SUCCESS) return stop();
          return read_record(object, token, shape.record, new_path(step));
        }
        return read_other(value, type, token, "an object");
      case ondemand::json_type::array:
        if (shape.kind == TypeKind::kList || shape.kind == TypeKind::kSet) {
          return read_list(value, field, shape, new_path(step));
        }
        return read_other(value, type, token, "a list");
      case ondemand::json_type::string:
        consume_text(value);
        return shop_.values.read(reading_, field, type, {ScalarKind::kText, token});
      case ondemand::json_type::number:
        return shop_.values.read(reading_, field, type, {ScalarKind::kNumber, token});
      case ondemand::json_type::boolean:
        if (token != "true" && token != "false") return stop();
        return shop_.values.read(reading_, field, type,
                                 {token == "true" ? ScalarKind::kTrue : ScalarKind::kFalse, token});
      case ondemand::json_type::null:
        break;
    }
    if (token != "null") return stop();
    return Fact{};
  }

  /// An object or list where the field takes another type, or anything.
  Fact read_other(ondemand::value& value, TypeId type, std::string_view token,
                  std::string_view found) {
    const bool takes_anything = vocabulary_.type(type).kind == TypeKind::kAnything;
    if (!takes_anything) refuse_type(reading_, type, token, found);
    if (!visit(value)) return stop();
    return Fact{.kind = takes_anything ? FactKind::kAnything : FactKind::kUnknown};
  }

  Fact read_record(ondemand::object object, std::string_view opening, RecordId record,
                   PathId path) {
    if (!may_enter()) return stop();
    const std::uint32_t slots = new_instance(record, path);
    const InstanceId instance(facts_.instances.size() - 1);
    const KeyTable& table = shop_.keys.table(record);
    const std::size_t seen = shop_.seen.size();
    shop_.seen.resize(seen + table.names().size(), 0);
    std::uint32_t expected = 0;
    reading_.enter();
    for (auto result : object) {
      ondemand::field& member = result.value_unsafe();
      if (result.error() != simdjson::SUCCESS) return stop();
      const char* key = member.key().raw();
      std::uint32_t index = expected;
      std::string_view raw;
      if (KeyReader::is_key(reading_, key, table, expected)) {
        raw = {key, table.names()[expected].size()};
        reading_.set_key(raw);
      } else {
        raw = raw_key(key);
        reading_.set_key(raw);
        index = shop_.keys.find(reading_, record, raw);
      }
      if (index == KeyTable::kNone) {
        if (!visit(member.value())) return stop();
        continue;
      }
      KeyReader::note(reading_, shop_.seen[seen + index], raw);
      expected = index + 1;
      const Fact fact = read_field(member.value(), record, index, path);
      if (is_stopped_) return {};
      facts_.slots[slots + index] = fact;
    }
    reading_.leave();
    if (completeness_ == Completeness::kDossier) {
      for (const std::uint32_t index : table.required()) {
        if (shop_.seen[seen + index] == 0) refuse_absent(opening, table.names()[index]);
      }
    }
    shop_.seen.resize(seen);
    return Fact{.kind = FactKind::kRecord, .first = instance.value};
  }

  Fact read_field(ondemand::value& value, RecordId record, std::uint32_t index, PathId path) {
    const Field& field = vocabulary_.record(record).fields[index];
    const std::string_view token = trimmed(value.raw_json_token());
    if (token == "null") {
      if (field.required && completeness_ == Completeness::kDossier) {
        reading_.refuse(token, {Code::missing_fact, fmt::format("{} is `null`, but it is required",
                                                                reading_.place_name())});
      }
      return Fact{};
    }
    const Fact fact = read_value(value, field, field.type, {path, record, index});
    const bool may_be_empty = !field.nonempty && field.role != Role::kInstruments;
    if (!is_stopped_ && !may_be_empty && fact.kind == FactKind::kList && fact.second == 0) {
      reading_.refuse(
          token,
          {Code::empty_list,
           fmt::format("{} is empty, which says that there is none", reading_.place_name()),
           field.required ? "name at least one" : "leave the key out where they are not known"});
    }
    return fact;
  }

  Fact read_list(ondemand::value& value, const Field& field, const Type& list, PathId path) {
    ondemand::array array;
    if (!may_enter() || value.get_array().get(array) != simdjson::SUCCESS) return stop();
    const bool is_set = list.kind == TypeKind::kSet;
    const std::size_t first = shop_.elements.size();
    const std::size_t first_token = shop_.set_tokens.size();
    std::uint32_t count = 0;
    reading_.enter();
    for (auto result : array) {
      ondemand::value& element = result.value_unsafe();
      if (result.error() != simdjson::SUCCESS || !may_add_element()) return stop();
      reading_.set_element(count);
      const std::string_view token = trimmed(element.raw_json_token());
      const PathStep step{path, RecordId(), count};
      const Fact fact = token == "null" ? read_null_element(list.element, step)
                                        : read_value(element, field, list.element, step);
      if (is_stopped_) return {};
      shop_.elements.push_back(fact);
      if (is_set) shop_.set_tokens.push_back(token);
      ++count;
    }
    if (is_set) {
      refuse_repeated_values(reading_, std::span(shop_.elements).subspan(first),
                             std::span(shop_.set_tokens).subspan(first_token));
      shop_.set_tokens.resize(first_token);
    }
    reading_.leave();
    const auto start = static_cast<std::uint32_t>(facts_.element_pool.size());
    const auto from = shop_.elements.begin() + static_cast<std::ptrdiff_t>(first);
    facts_.element_pool.insert(facts_.element_pool.end(), from, shop_.elements.end());
    shop_.elements.resize(first);
    return Fact{.kind = FactKind::kList, .first = start, .second = count, .third = path.value};
  }

  /// An element of which nothing is known but that it is there.
  Fact read_null_element(TypeId type, const PathStep& step) {
    const Type& shape = vocabulary_.type(type);
    if (shape.kind != TypeKind::kRecord) return Fact{};
    new_instance(shape.record, new_path(step));
    return Fact{.kind = FactKind::kRecord,
                .first = static_cast<std::uint32_t>(facts_.instances.size() - 1)};
  }

  Fact read_money(ondemand::value& value, std::string_view opening) {
    ondemand::object object;
    if (!may_enter() || value.get_object().get(object) != simdjson::SUCCESS) return stop();
    std::uint32_t amount_key = 0;
    std::uint32_t currency_key = 0;
    std::optional<Number> amount;
    std::optional<Currency> currency;
    reading_.enter();
    for (auto result : object) {
      ondemand::field& member = result.value_unsafe();
      if (result.error() != simdjson::SUCCESS) return stop();
      const std::string_view raw = raw_key(member.key().raw());
      reading_.set_key(raw);
      const std::optional<std::string_view> key = shop_.keys.read(reading_, raw);
      const bool is_amount = key == "amount";
      if (!is_amount && key != "currency") {
        if (key) KeyReader::refuse_unknown(reading_, raw, *key, "money", kMoneyKeys);
        if (!visit(member.value())) return stop();
        continue;
      }
      KeyReader::note(reading_, is_amount ? amount_key : currency_key, raw);
      const std::optional<Scalar> scalar = read_scalar(member.value());
      if (!scalar) return stop();
      if (scalar->token.empty()) continue;  // refused
      if (is_amount) {
        amount = shop_.values.read_amount(reading_, *scalar);
      } else {
        currency = shop_.values.read_currency(reading_, *scalar);
      }
    }
    reading_.leave();
    if (amount_key == 0) refuse_incomplete(opening, "amount");
    if (currency_key == 0) refuse_incomplete(opening, "currency");
    if (!amount || !currency) return Fact{};
    facts_.monies.push_back({std::move(*amount), *currency});
    return Fact{.kind = FactKind::kMoney,
                .first = static_cast<std::uint32_t>(facts_.monies.size() - 1)};
  }

  /// A part of money. Its token is empty where it was refused: null, an object, a list.
  std::optional<Scalar> read_scalar(ondemand::value& value) {
    ondemand::json_type form{};
    if (value.type().get(form) != simdjson::SUCCESS) return std::nullopt;
    const std::string_view token = trimmed(value.raw_json_token());
    switch (form) {
      case ondemand::json_type::string:
        consume_text(value);
        return Scalar{ScalarKind::kText, token};
      case ondemand::json_type::number:
        return Scalar{ScalarKind::kNumber, token};
      case ondemand::json_type::boolean:
        if (token != "true" && token != "false") return std::nullopt;
        return Scalar{token == "true" ? ScalarKind::kTrue : ScalarKind::kFalse, token};
      case ondemand::json_type::null:
        if (token != "null") return std::nullopt;
        reading_.refuse(token, {Code::incomplete_money,
                                fmt::format("{} is `null`, but money has both its parts",
                                            reading_.place_name()),
                                "leave the whole value out where a part of it is not known"});
        return Scalar{ScalarKind::kText, {}};
      case ondemand::json_type::object:
      case ondemand::json_type::array:
        break;
    }
    reading_.refuse(token, {Code::wrong_type, fmt::format("found {}, but {} takes a single value",
                                                          token == "{" ? "an object" : "a list",
                                                          reading_.place_name())});
    if (!visit(value)) return std::nullopt;
    return Scalar{ScalarKind::kText, {}};
  }

  /// Reads what no field holds, for its form alone. False where the walk has to stop.
  bool visit(ondemand::value& value) {
    ondemand::json_type form{};
    if (value.type().get(form) != simdjson::SUCCESS) return false;
    const std::string_view token = trimmed(value.raw_json_token());
    switch (form) {
      case ondemand::json_type::object:
        return visit_object(value);
      case ondemand::json_type::array:
        return visit_list(value);
      case ondemand::json_type::string:
        consume_text(value);
        shop_.values.check_form(reading_, {ScalarKind::kText, token});
        return true;
      case ondemand::json_type::number:
        shop_.values.check_form(reading_, {ScalarKind::kNumber, token});
        return true;
      case ondemand::json_type::boolean:
        return token == "true" || token == "false";
      case ondemand::json_type::null:
        break;
    }
    return token == "null";
  }

  bool visit_object(ondemand::value& value) {
    ondemand::object object;
    if (!may_enter() || value.get_object().get(object) != simdjson::SUCCESS) return false;
    const std::size_t first = shop_.free_keys.size();
    reading_.enter();
    for (auto result : object) {
      ondemand::field& member = result.value_unsafe();
      if (result.error() != simdjson::SUCCESS) return false;
      const std::string_view raw = raw_key(member.key().raw());
      reading_.set_key(raw);
      if (shop_.keys.read(reading_, raw)) shop_.free_keys.push_back(raw);
      if (!visit(member.value())) return false;
    }
    refuse_repeated_keys(reading_, std::span(shop_.free_keys).subspan(first));
    shop_.free_keys.resize(first);
    reading_.leave();
    return true;
  }

  bool visit_list(ondemand::value& value) {
    ondemand::array array;
    if (!may_enter() || value.get_array().get(array) != simdjson::SUCCESS) return false;
    std::uint32_t count = 0;
    reading_.enter();
    for (auto result : array) {
      ondemand::value& element = result.value_unsafe();
      if (result.error() != simdjson::SUCCESS || !may_add_element()) return false;
      reading_.set_element(count++);
      if (!visit(element)) return false;
    }
    reading_.leave();
    return true;
  }

  /// Moves behind a text. The parser would skip one that was left unread, and on the way take
  /// `"a": "b": ...` for a key and its value, and all that follows for well-formed.
  static void consume_text(ondemand::value& value) {
    static_cast<void>(value.get_raw_json_string().error());
  }

  void refuse_absent(std::string_view opening, std::string_view name) {
    reading_.refuse_member(
        opening, name,
        {Code::missing_fact, fmt::format("{} is absent, but it is required", in_backticks(name))});
  }

  void refuse_incomplete(std::string_view opening, std::string_view part) {
    reading_.refuse_member(opening, part,
                           {Code::incomplete_money, fmt::format("money without its `{}`", part),
                            "leave the whole value out where a part of it is not known"});
  }

  Fact stop() {
    is_stopped_ = true;
    return {};
  }

  [[nodiscard]] bool may_enter() const {
    return reading_.depth() < kMaxDossierDepth && !reading_.is_hopeless();
  }
  [[nodiscard]] bool may_add_element() {
    return ++element_count_ <= kMaxListElements && !reading_.is_hopeless();
  }

  PathId new_path(const PathStep& step) {
    facts_.paths.push_back(step);
    return PathId(facts_.paths.size() - 1);
  }

  /// A record with all its slots unknown; returns the first of them.
  std::uint32_t new_instance(RecordId record, PathId path) {
    const auto first_slot = static_cast<std::uint32_t>(facts_.slots.size());
    facts_.slots.resize(facts_.slots.size() + vocabulary_.record(record).fields.size());
    facts_.instances.push_back({record, first_slot, path});
    return first_slot;
  }

  static constexpr std::array<std::string_view, 2> kMoneyKeys = {"amount", "currency"};

  Workshop& shop_;
  DossierReading& reading_;
  Facts& facts_;
  const Vocabulary& vocabulary_;
  Completeness completeness_;
  std::size_t element_count_ = 0;
  bool is_stopped_ = false;
};

}  // namespace

struct DossierLoader::State {
  State(const Vocabulary& vocabulary_of_rules, Completeness wanted)
      : vocabulary(vocabulary_of_rules), completeness(wanted), workshop(vocabulary_of_rules) {}

  /// Refuses what the parser should not even see.
  bool check_bytes(DossierReading& reading) const;
  void walk(DossierReading& reading);

  const Vocabulary& vocabulary;
  Completeness completeness;
  Workshop workshop;
  ondemand::parser parser;
  std::string buffer;  // the dossier, then the padding that the parser reads over
};

bool DossierLoader::State::check_bytes(DossierReading& reading) const {
  const std::string_view text = reading.text();
  if (text.size() > kMaxDossierBytes) {
    reading.refuse(
        text.substr(0, 0),
        {Code::too_many_bytes, fmt::format("the dossier has {} bytes, and at most {} are read",
                                           text.size(), kMaxDossierBytes)});
    return false;
  }
  const std::size_t first = text.find_first_not_of(" \t\n\r");
  if (first != std::string_view::npos && text[first] == '{') return true;
  if (auto fault = find_form_fault(text, reading.source())) {
    reading.add(std::move(*fault));
  } else {
    reading.refuse(text.substr(first, 1),
                   {Code::not_an_object, "a dossier is one object, `{...}`, and this is none"});
  }
  return false;
}

void DossierLoader::State::walk(DossierReading& reading) {
  const simdjson::padded_string_view padded(buffer.data(), reading.text().size(), buffer.size());
  workshop.seen.clear();
  workshop.elements.clear();
  workshop.set_tokens.clear();
  workshop.free_keys.clear();
  ondemand::document document;
  const simdjson::error_code indexing = parser.iterate(padded).get(document);
  // No fault of the dossier.
  if (indexing == simdjson::MEMALLOC) throw std::bad_alloc();
  const bool is_indexed = indexing == simdjson::SUCCESS;
  if (is_indexed && Walk(workshop, reading, completeness).run(document)) {
    check_rates(reading);
    return;
  }
  if (reading.is_hopeless()) return;
  if (auto fault = find_form_fault(reading.text(), reading.source())) {
    reading.add(std::move(*fault));
  } else {
    reading.refuse(
        reading.text().substr(0, 1),
        {Code::unexpected_text, "the text is not JSON in a way that has no better name"});
  }
}

DossierLoader::DossierLoader(const Vocabulary& vocabulary, Completeness completeness)
    : state_(std::make_unique<State>(vocabulary, completeness)) {}

DossierLoader::~DossierLoader() = default;

bool DossierLoader::load(const SourceText& source, SourceId id, Facts& facts,
                         Diagnostics& diagnostics) {
  facts.clear();
  const std::string& bytes = source.bytes();
  if (bytes.size() <= kMaxDossierBytes) {
    state_->buffer.assign(bytes);
    state_->buffer.append(simdjson::SIMDJSON_PADDING, '\0');
  } else {
    state_->buffer.clear();
  }
  const std::string_view text = bytes.size() <= kMaxDossierBytes
                                    ? std::string_view(state_->buffer).substr(0, bytes.size())
                                    : std::string_view(bytes);
  DossierReading reading(state_->vocabulary, facts, diagnostics, id, text);
  if (state_->check_bytes(reading)) state_->walk(reading);
  return !reading.was_refused();
}

}  // namespace probity
