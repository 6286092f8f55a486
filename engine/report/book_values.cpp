// Parameters, figures, tables, definitions, groups and contested points in the book of a rule set.
#include <fmt/format.h>

#include <algorithm>

#include "report/book_writer.h"
#include "report/wording.h"

namespace probity {
namespace {

/// What a Definition is to its reader.
enum class Sort : std::uint8_t { kFigure, kTable, kDefine };

Sort sort_of(const Definition& definition) {
  if (definition.is_figure) return Sort::kFigure;
  return definition.rows.empty() ? Sort::kDefine : Sort::kTable;
}

class ValuePages {
 public:
  ValuePages(BookWriter& writer, std::string_view module)
      : writer_(writer), program_(writer.program()), module_(module) {}

  void write() {
    heading_ = "Parameters";
    for (std::size_t index = 0; index < program_.parameters.size(); ++index) {
      if (belongs(ParameterId(index))) parameter(ParameterId(index));
    }
    definitions("Figures", Sort::kFigure);
    definitions("Tables", Sort::kTable);
    definitions("Definitions", Sort::kDefine);
    heading_ = "Groups of countries";
    for (std::size_t index = 0; index < program_.groups.size(); ++index) {
      if (belongs(GroupId(index))) group(GroupId(index));
    }
    heading_ = "Contested points";
    for (std::size_t index = 0; index < program_.interpretations.size(); ++index) {
      if (belongs(InterpretationId(index))) interpretation(InterpretationId(index));
    }
  }

 private:
  /// The heading is written before the first declaration under it.
  [[nodiscard]] bool belongs(const Declared& declared) {
    if (module_of(program_, declared) != module_) return false;
    if (!heading_.empty()) writer_.section(heading_);
    heading_ = "";
    return true;
  }

  void head(const Declared& declared, const std::string& doc) {
    const std::string name = full_name(program_, declared);
    writer_.begin_declaration(declared, name.substr(name.find('.') + 1));
    writer_.markdown(doc);
  }

  void law(const std::vector<Citation>& laws) {
    if (laws.empty()) return;
    writer_.open("p", {{"class", "law"}});
    writer_.laws(laws);
    writer_.close().line_end();
  }

  void begin_table(const std::vector<std::string_view>& columns) {
    writer_.open("div", {{"class", "scroll"}}).open("table").open("thead").open("tr");
    for (const std::string_view column : columns) {
      writer_.element("th", column, {{"scope", "col"}});
    }
    writer_.close().close().open("tbody").line_end();
  }
  void end_table() { writer_.close().close().close().line_end(); }

  void days(const Window& window) {
    writer_.element("td", window.from ? date_text(*window.from) : "", {{"class", "day"}});
    writer_.element("td", window.until ? date_text(*window.until) : "", {{"class", "day"}});
  }

  void parameter(ParameterId id) {
    const Parameter& parameter = program_[id];
    head(id, parameter.doc);
    law(parameter.laws);
    begin_table({"value", "from", "until"});
    for (const DatedConstant& value : parameter.values) {
      writer_.open("tr");
      writer_.element("td", constant_text(program_, value.value, parameter.type));
      days(value.window);
      writer_.close().line_end();
    }
    end_table();
    writer_.end_declaration(id);
  }

  void definitions(std::string_view heading, Sort sort) {
    heading_ = heading;
    for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
      const DefinitionId id(index);
      if (sort_of(program_[id]) != sort || !belongs(id)) continue;
      head(id, program_[id].doc);
      law(program_[id].laws);
      if (sort == Sort::kTable) {
        table(program_[id]);
      } else {
        writer_.open("dl").line_end();
        type(program_[id]);
        writer_.clause("is", [&] { writer_.source(program_[id].body); });
        writer_.close().line_end();
      }
      writer_.end_declaration(id);
    }
  }

  void type(const Definition& definition) {
    writer_.clause("type", [&] {
      std::string inputs;
      for (const TypeId input : definition.parameters) {
        inputs += (inputs.empty() ? "" : ", ") + program_.vocabulary.type_text(input);
      }
      const std::string result = program_.vocabulary.type_text(definition.type);
      writer_.element("code", inputs.empty() ? result : fmt::format("({}) : {}", inputs, result));
    });
  }

  void table(const Definition& table) {
    const bool has_laws =
        std::ranges::any_of(table.rows, [](const TableRow& row) { return !row.laws.empty(); });
    std::vector<std::string_view> columns{"row", "when", "then"};
    if (has_laws) columns.emplace_back("law");
    begin_table(columns);
    for (std::size_t index = 0; index < table.rows.size(); ++index) {
      const TableRow& row = table.rows[index];
      writer_.open("tr").element("td", fmt::format("{}", index + 1)).open("td");
      writer_.source(row.condition);
      writer_.close().open("td");
      writer_.source(row.result);
      writer_.close();
      if (has_laws) writer_.element("td", short_law_text(program_, row.laws));
      writer_.close().line_end();
    }
    end_table();
  }

  // ---- groups ----

  void group(GroupId id) {
    const Group& group = program_[id];
    head(id, group.doc);
    const bool is_joined = std::ranges::any_of(
        group.terms, [](const GroupTerm& term) { return term.group.is_present(); });
    if (is_joined) terms(group);
    members(writer_.material().members[id.index()]);
    writer_.end_declaration(id);
  }

  /// `EU + EEA_EFTA + { UA } if ...` with a link for each group.
  void terms(const Group& group) {
    writer_.open("dl").line_end();
    writer_.clause("made of", [&] {
      for (std::size_t index = 0; index < group.terms.size(); ++index) {
        const GroupTerm& term = group.terms[index];
        if (index > 0) writer_.text(term.subtracted ? " − " : " + ");
        if (term.group.is_present()) {
          writer_.name_link(term.group, module_);
        } else {
          std::string countries;
          for (const GroupMember& member : term.members) {
            countries += (countries.empty() ? "" : ", ") + member.country.text();
          }
          writer_.element("code", fmt::format("{{ {} }}", countries));
        }
        if (term.condition) {
          writer_.text(" if ");
          writer_.reading(*term.condition);
        }
      }
    });
    writer_.close().line_end();
  }

  void members(const DatedMembers& members) {
    begin_table({"code", "country", "from", "until"});
    for (const auto& [country, windows] : members.members) {
      for (const Window& window : windows) {
        writer_.open("tr").element("td", country.text());
        writer_.element("td", country_name(country));
        days(window);
        writer_.close().line_end();
      }
    }
    end_table();
  }

  void interpretation(InterpretationId id) {
    const Interpretation& point = program_[id];
    writer_.begin_declaration(id, point.title);
    writer_.markdown(point.doc);
    law(point.laws);
    begin_table({"reading", "what it says", "authority"});
    for (std::size_t index = 0; index < point.readings.size(); ++index) {
      const Reading& reading = point.readings[index];
      writer_.open("tr").open("td").element("code", reading.name);
      if (index == point.default_reading) {
        writer_.text(" ").element("span", "default", {{"class", "noun"}});
      }
      writer_.close().element("td", reading.title).element("td", reading.authority);
      writer_.close().line_end();
    }
    end_table();
    writer_.end_declaration(id);
  }

  BookWriter& writer_;
  const Program& program_;
  std::string module_;
  std::string_view heading_;
};

}  // namespace

void write_values(BookWriter& writer, std::string_view module) {
  ValuePages(writer, module).write();
}

}  // namespace probity
