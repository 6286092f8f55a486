// The facts of a dossier in the book of a rule set: records with their fields, and lists of values.
#include <fmt/format.h>

#include "report/book_writer.h"
#include "report/page.h"

namespace probity {
namespace {

void write_type(BookWriter& writer, TypeId id, std::string_view module) {
  const Vocabulary& vocabulary = writer.program().vocabulary;
  const Type& type = vocabulary.type(id);
  const Type& element = type.element.is_present() ? vocabulary.type(type.element) : type;
  if (type.kind == TypeKind::kList) writer.text("list of ");
  if (type.kind == TypeKind::kSet) writer.text("set of ");
  if (element.kind == TypeKind::kRecord) {
    writer.name_link(element.record, module);
  } else if (element.kind == TypeKind::kEnum) {
    writer.name_link(element.enumeration, module);
  } else {
    writer.text(vocabulary.type_text(type.element.is_present() ? type.element : id));
  }
}

/// The norms and definitions that read a field, behind a line that can be opened.
void write_readers(BookWriter& writer, const FieldId& id, std::string_view module) {
  const auto& named_by = writer.material().references.named_by;
  const auto named = named_by.find(id);
  if (named == named_by.end()) return;
  writer.open("details").element(
      "summary", fmt::format("used {}", count_text(named->second.size(), "time", "times")));
  writer.name_links(named->second, module);
  writer.close();
}

void write_record(BookWriter& writer, RecordId id, std::string_view module) {
  const RecordType& record = writer.program().vocabulary.record(id);
  writer.begin_declaration(id, record.name);
  writer.markdown(record.doc);
  writer.open("dl", {{"class", "fields"}}).line_end();
  for (std::uint32_t index = 0; index < record.fields.size(); ++index) {
    const Field& field = record.fields[index];
    const FieldId field_id{id, index};
    writer.open("dt", {{"id", anchor_of(writer.program(), field_id)}});
    writer.element("code", field.name).close().open("dd").open("p", {{"class", "type"}});
    write_type(writer, field.type, module);
    if (field.required) writer.text(", required");
    if (field.nonempty) writer.text(", not empty");
    writer.close();
    writer.markdown(field.doc);
    write_readers(writer, field_id, module);
    writer.close().line_end();
  }
  writer.close().line_end();
  writer.end_declaration(id);
}

void write_enum(BookWriter& writer, EnumId id) {
  const Vocabulary& vocabulary = writer.program().vocabulary;
  const EnumType& enumeration = vocabulary.enumeration(id);
  writer.begin_declaration(id, enumeration.name);
  writer.markdown(enumeration.doc);
  writer.open("dl", {{"class", "values"}}).line_end();
  for (const EnumValue& value : enumeration.values) {
    writer.open("dt").element("code", vocabulary.symbol(value.symbol)).close();
    writer.element("dd", value.label).line_end();
  }
  writer.close().line_end();
  writer.end_declaration(id);
}

}  // namespace

void write_vocabulary(BookWriter& writer, std::string_view module) {
  const Vocabulary& vocabulary = writer.program().vocabulary;
  bool has_heading = false;
  for (std::size_t index = 0; index < vocabulary.records.size(); ++index) {
    if (vocabulary.records[index].module != module) continue;
    if (!has_heading) writer.section("Records");
    has_heading = true;
    write_record(writer, RecordId(index), module);
  }
  has_heading = false;
  for (std::size_t index = 0; index < vocabulary.enums.size(); ++index) {
    if (vocabulary.enums[index].module != module) continue;
    if (!has_heading) writer.section("Lists of values");
    has_heading = true;
    write_enum(writer, EnumId(index));
  }
}

}  // namespace probity
