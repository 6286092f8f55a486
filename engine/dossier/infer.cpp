#include "dossier/infer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dossier/json_scanner.h"
#include "dossier/json_text.h"
#include "support/text.h"
#include "values/percentage.h"

namespace probity {
namespace {

struct ShapeMember;

/// What is known of a type while the facts are read.
struct Shape {
  TypeKind kind = TypeKind::kUnknown;
  std::vector<ShapeMember> members;  // of a record
  std::vector<Shape> element;        // of a list: one, or none while it is not known
};

struct ShapeMember {
  std::string key;
  Shape shape;
};

TypeKind kind_of_text(std::string_view raw) {
  std::string text;
  if (unescape(raw, text)) return TypeKind::kText;
  // Whether there is such a day is the loader's business.
  if (has_form(text, "dddd-dd-dd")) return TypeKind::kDate;
  if (parse_percentage(text)) return TypeKind::kPercentage;
  return TypeKind::kText;
}

bool is_money(const std::vector<ShapeMember>& members) {
  const auto has = [&](std::string_view key) {
    return std::any_of(members.begin(), members.end(), [&](const ShapeMember& member) {
      const bool has_members =
          member.shape.kind == TypeKind::kRecord || member.shape.kind == TypeKind::kList;
      return member.key == key && !has_members;
    });
  };
  return members.size() == 2 && has("amount") && has("currency");
}

void merge(Shape& known, Shape found);

void merge_members(std::vector<ShapeMember>& known, std::vector<ShapeMember> found) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < known.size(); ++i) places.emplace(known[i].key, i);
  std::vector<ShapeMember> added;
  for (ShapeMember& member : found) {
    const auto same = places.find(member.key);
    if (same == places.end()) {
      added.push_back(std::move(member));
    } else {
      merge(known[same->second].shape, std::move(member.shape));
    }
  }
  std::move(added.begin(), added.end(), std::back_inserter(known));
}

/// Takes into `known` what `found`, of another element of the same list, says beyond it.
void merge(Shape& known, Shape found) {
  if (known.kind == TypeKind::kUnknown) {
    known = std::move(found);
    return;
  }
  if (known.kind != found.kind) return;
  if (known.kind == TypeKind::kList && !found.element.empty()) {
    if (known.element.empty()) {
      known.element = std::move(found.element);
    } else {
      merge(known.element.front(), std::move(found.element.front()));
    }
  }
  merge_members(known.members, std::move(found.members));
}

/// Precondition of all: the text has no fault in its form.
Shape read_shape(JsonScanner& scanner, JsonEvent event);

Shape read_object(JsonScanner& scanner) {
  Shape object{.kind = TypeKind::kRecord};
  std::set<std::string> keys;
  while (scanner.next() == JsonEvent::kKey) {
    ShapeMember member;
    // A fault in a key, or a repeated one, is the loader's business.
    static_cast<void>(unescape(scanner.content(), member.key));
    member.shape = read_shape(scanner, scanner.next());
    if (keys.insert(member.key).second) object.members.push_back(std::move(member));
  }
  if (is_money(object.members)) return Shape{.kind = TypeKind::kMoney};
  return object;
}

Shape read_list(JsonScanner& scanner) {
  Shape list{.kind = TypeKind::kList};
  for (JsonEvent event = scanner.next(); event != JsonEvent::kListEnd; event = scanner.next()) {
    Shape element = read_shape(scanner, event);
    if (list.element.empty()) {
      list.element.push_back(std::move(element));
    } else {
      merge(list.element.front(), std::move(element));
    }
  }
  return list;
}

Shape read_shape(JsonScanner& scanner, JsonEvent event) {
  switch (event) {
    case JsonEvent::kObjectBegin:
      return read_object(scanner);
    case JsonEvent::kListBegin:
      return read_list(scanner);
    case JsonEvent::kText:
      return Shape{.kind = kind_of_text(scanner.content())};
    case JsonEvent::kNumber:
      return Shape{.kind = TypeKind::kNumber};
    case JsonEvent::kTrue:
    case JsonEvent::kFalse:
      return Shape{.kind = TypeKind::kBoolean};
    case JsonEvent::kNull:
    case JsonEvent::kObjectEnd:
    case JsonEvent::kListEnd:
    case JsonEvent::kKey:
    case JsonEvent::kEnd:
    case JsonEvent::kFault:
      break;
  }
  return {};
}

TypeId add_type(Vocabulary& vocabulary, const std::string& name, const Shape& shape);

/// Records are named after the key that leads to them, for messages; their names need not differ.
RecordId add_record(Vocabulary& vocabulary, const std::string& name, const Shape& shape) {
  RecordType record{.name = name, .module = "facts"};
  for (const ShapeMember& member : shape.members) {
    record.fields.push_back(
        {.name = member.key, .type = add_type(vocabulary, member.key, member.shape)});
  }
  vocabulary.records.push_back(std::move(record));
  return RecordId(vocabulary.records.size() - 1);
}

TypeId add_type(Vocabulary& vocabulary, const std::string& name, const Shape& shape) {
  switch (shape.kind) {
    case TypeKind::kRecord:
      return vocabulary.intern(
          {.kind = TypeKind::kRecord, .record = add_record(vocabulary, name, shape)});
    case TypeKind::kList: {
      const TypeId element = shape.element.empty()
                                 ? vocabulary.primitive(TypeKind::kUnknown)
                                 : add_type(vocabulary, name, shape.element.front());
      return vocabulary.intern({.kind = TypeKind::kList, .element = element});
    }
    case TypeKind::kBoolean:
    case TypeKind::kText:
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney:
    case TypeKind::kDate:
    case TypeKind::kDuration:
    case TypeKind::kCountry:
    case TypeKind::kAnything:
    case TypeKind::kUnknown:
      return vocabulary.primitive(shape.kind);
    case TypeKind::kEnum:
    case TypeKind::kSet:
      break;
  }
  return vocabulary.primitive(TypeKind::kUnknown);
}

}  // namespace

Vocabulary infer_vocabulary(const SourceText& source, SourceId id, Diagnostics& diagnostics) {
  Vocabulary vocabulary;
  Shape root{.kind = TypeKind::kRecord};
  if (auto fault = find_form_fault(source.bytes(), id)) {
    diagnostics.add(std::move(*fault));
  } else {
    JsonScanner scanner(source.bytes(), id);
    // Whatever is not an object is refused by the loader.
    if (scanner.next() == JsonEvent::kObjectBegin) root = read_object(scanner);
    root.kind = TypeKind::kRecord;
  }
  vocabulary.root = add_record(vocabulary, "facts", root);
  return vocabulary;
}

}  // namespace probity
