#include "check/roles.h"

#include <array>

#include <fmt/format.h>

#include "check/types.h"

namespace probity {
namespace {

struct RoleWord {
  std::string_view word;
  Role role;
  std::optional<std::uint32_t> Roles::* place;
};
constexpr std::array<RoleWord, 5> kRoleWords = {
    {{"identifier", Role::kIdentifier, &Roles::identifier},
     {"instruments", Role::kInstruments, &Roles::instruments},
     {"rates", Role::kRates, &Roles::rates},
     {"evidence", Role::kEvidence, &Roles::evidence},
     {"extensions", Role::kExtensions, &Roles::extensions}}};

const RoleWord* find_role(const ast::Name& written, Context& context) {
  std::vector<std::string_view> words;
  for (const RoleWord& known : kRoleWords) {
    if (known.word == written.text) return &known;
    words.push_back(known.word);
  }
  Diagnostic diagnostic{.code = Code::unknown_role,
                        .span = written.span,
                        .message = fmt::format("there is no role `{}`", written.text),
                        .help = fmt::format("the roles are {}", list_names(words))};
  suggest(diagnostic, written.text, words);
  context.report(std::move(diagnostic));
  return nullptr;
}

/// The record behind a list of records; null where the type is another.
const RecordType* record_of_list(const Vocabulary& vocabulary, TypeId type) {
  const Type& list = vocabulary.type(type);
  if (list.kind != TypeKind::kList) return nullptr;
  const Type& element = vocabulary.type(list.element);
  return element.kind == TypeKind::kRecord ? &vocabulary.record(element.record) : nullptr;
}

/// Whether the type is of a record whose fields may be missing after a mistake of grammar.
bool lacks_fields(const Context& context, TypeId type) {
  const Type& list = context.program.vocabulary.type(type);
  if (!list.element.is_present()) return false;
  const Type& element = context.program.vocabulary.type(list.element);
  return element.kind == TypeKind::kRecord && !context.is_complete(element.record);
}

/// Index of the first field, from `start` on, of that kind.
std::optional<std::uint32_t> find_kind(const Vocabulary& vocabulary, const RecordType& record,
                                       TypeKind kind, std::uint32_t start = 0) {
  for (std::uint32_t i = start; i < record.fields.size(); ++i) {
    if (record.fields[i].type.is_present() && vocabulary.type(record.fields[i].type).kind == kind) {
      return i;
    }
  }
  return std::nullopt;
}

/// Each of these says what the shape has to be where it is another, and nothing where it fits.
std::string_view shape_mistake(Vocabulary& vocabulary, Role role, const Field& field) {
  const Type& type = vocabulary.type(field.type);
  switch (role) {
    case Role::kNone:
      return "";
    case Role::kIdentifier:
      return type.kind == TypeKind::kText && field.required ? "" : "a `text required`";
    case Role::kInstruments: {
      const bool is_set =
          type.kind == TypeKind::kSet && vocabulary.type(type.element).kind == TypeKind::kEnum;
      return is_set && field.required ? "" : "a `set of` an enum, `required`";
    }
    case Role::kExtensions:
      return type.kind == TypeKind::kAnything ? "" : "`anything`";
    case Role::kRates: {
      const RecordType* record = record_of_list(vocabulary, field.type);
      const std::string_view wanted =
          "a `list of` a record with two texts (from, to), a number (the rate) and a date, in this "
          "order of the texts";
      if (record == nullptr) return wanted;
      const auto from = find_kind(vocabulary, *record, TypeKind::kText);
      const auto to = from ? find_kind(vocabulary, *record, TypeKind::kText, *from + 1) : from;
      const auto rate = find_kind(vocabulary, *record, TypeKind::kNumber);
      const auto on = find_kind(vocabulary, *record, TypeKind::kDate);
      if (!to || !rate || !on) return wanted;
      vocabulary.rate_fields = {.from = *from, .to = *to, .rate = *rate, .on = *on};
      return "";
    }
    case Role::kEvidence: {
      const RecordType* record = record_of_list(vocabulary, field.type);
      const std::string_view wanted =
          "a `list of` a record with a text (the document's id) and a `list of text` (the facts "
          "that it supports)";
      if (record == nullptr) return wanted;
      const TypeId texts = list_of(vocabulary, vocabulary.primitive(TypeKind::kText));
      const auto id = find_kind(vocabulary, *record, TypeKind::kText);
      for (std::uint32_t i = 0; id && i < record->fields.size(); ++i) {
        if (record->fields[i].type != texts) continue;
        vocabulary.evidence_fields = {.id = *id, .supports = i};
        return "";
      }
      return wanted;
    }
  }
  return "";
}

}  // namespace

bool is_state_mark(const ast::RecordField& field) {
  return field.role && field.role->text == "state";
}

void assign_roles(const ast::Record& root, Context& context) {
  Vocabulary& vocabulary = context.program.vocabulary;
  std::map<std::string_view, Span> seen;
  for (const ast::RecordField& written : root.fields) {
    if (!written.role || is_state_mark(written)) continue;
    const RoleWord* word = find_role(*written.role, context);
    if (word == nullptr) continue;
    const auto [first, is_first] = seen.emplace(word->word, written.role->span);
    if (!is_first) {
      context.report({.code = Code::duplicate_name,
                      .span = written.role->span,
                      .message = fmt::format("two fields are marked `as {}`", word->word),
                      .labels = {{.span = first->second, .text = "the first one"}}});
      continue;
    }
    const std::optional<std::uint32_t> index =
        vocabulary.find_field(vocabulary.root, written.name.text);
    if (!index) continue;
    const Field field = vocabulary.record(vocabulary.root).fields[*index];
    if (!field.type.is_present()) continue;
    const std::string_view mistake = shape_mistake(vocabulary, word->role, field);
    if (!mistake.empty()) {
      if (lacks_fields(context, field.type)) continue;
      context.report({.code = Code::wrong_role_shape,
                      .span = written.type.span,
                      .message = fmt::format("{} is marked `as {}`",
                                             describe(vocabulary, field.type), word->word),
                      .help = fmt::format("this role takes {}", mistake)});
      continue;
    }
    vocabulary.records[vocabulary.root.index()].fields[*index].role = word->role;
    vocabulary.roles.*(word->place) = index;
  }
}

void refuse_roles(const ast::Record& record, Context& context) {
  for (const ast::RecordField& field : record.fields) {
    if (!field.role || is_state_mark(field)) continue;
    context.report({.code = Code::wrong_role_shape,
                    .span = field.role->span,
                    .message = fmt::format("a field of `{}` is marked `as {}`", record.name.text,
                                           field.role->text),
                    .help = "only fields of record `dossier` have a role"});
  }
}

void report_no_root(const Declarations& declarations, Context& context) {
  context.may_lack_facts = true;
  Diagnostic diagnostic{
      .code = Code::no_root_record,
      .message = "no module of the rule set declares a record `dossier`",
      .help = "it is the root of the facts; include the folder that holds the vocabulary"};
  // Any place of the rule set will do: the first thing that it declares.
  if (!declarations.instruments.empty()) {
    diagnostic.span = declarations.instruments.front().written->name.span;
  } else if (!declarations.rules.empty()) {
    diagnostic.span = declarations.rules.front().written->name.span;
  } else {
    return;
  }
  context.report(std::move(diagnostic));
}

}  // namespace probity
