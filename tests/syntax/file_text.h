// A rule file's AST as text, without its spans: two files are the same to everything behind the
// parser where these texts are the same.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "support/match.h"
#include "tests/syntax/ast_text.h"

namespace probity::test {

/// One function for each kind of part; in a class, so that each sees all others.
struct FileText {
  [[nodiscard]] static std::string of(const ast::Name& name) { return name.text; }
  [[nodiscard]] static std::string of(const ast::Text& text) { return "'" + text.text + "'"; }
  [[nodiscard]] static std::string of(const ast::Expr& expr) { return ast_text(expr); }
  [[nodiscard]] static std::string of(const ast::DateLiteral& date) { return date_text(date.date); }

  template <class T>
  [[nodiscard]] static std::string of(const std::optional<T>& part) {
    return part ? of(*part) : "-";
  }

  template <class T>
  [[nodiscard]] static std::string of(const std::vector<T>& parts) {
    std::string result = "[";
    for (const T& part : parts) result += of(part) + ";";
    return result + "]";
  }

  [[nodiscard]] static std::string of(const ast::Law& law) {
    return law.act.text + of(law.reference);
  }
  [[nodiscard]] static std::string of(const ast::Window& window) {
    return of(window.from) + ".." + of(window.until);
  }
  [[nodiscard]] static std::string of(const ast::ReadingCondition& point) {
    return of(point.interpretation) + "=" + point.reading.text;
  }
  [[nodiscard]] static std::string of(const ast::ForEach& range) {
    return range.variable.text + " in " + of(range.list);
  }
  [[nodiscard]] static std::string of(const ast::TypeName& type) {
    return fmt::format("{}:{}", static_cast<int>(type.shape), type.name.text);
  }
  [[nodiscard]] static std::string of(const ast::Template& text) {
    std::string result;
    for (const auto& part : text.parts) {
      result += match(
          part, [](const std::string& words) { return "'" + words + "'"; },
          [](const ast::Expr& expr) { return ast_text(expr); });
    }
    return result;
  }
  [[nodiscard]] static std::string of(const ast::Norm& norm) {
    return of(norm.laws) + of(norm.effective) + of(norm.under) + of(norm.evidence) + of(norm.note);
  }
  [[nodiscard]] static std::string of(const ast::Unless& unless) {
    return unless.name.text + of(unless.title) + of(unless.norm) + of(unless.when);
  }
  [[nodiscard]] static std::string of(const ast::EnumMember& member) {
    return member.name.text + of(member.label);
  }
  [[nodiscard]] static std::string of(const ast::RecordField& field) {
    return fmt::format("{}:{} <{}> {}{} {}", field.name.text, of(field.type), field.doc,
                       field.required, field.nonempty, of(field.role));
  }
  [[nodiscard]] static std::string of(const ast::GroupMember& member) {
    return member.country.text + of(member.window);
  }
  [[nodiscard]] static std::string of(const ast::GroupTerm& term) {
    return fmt::format("{}{}{}{}", term.subtracted, of(term.group), of(term.members),
                       of(term.condition));
  }
  [[nodiscard]] static std::string of(const ast::DatedValue& value) {
    return of(value.window) + " " + of(value.value);
  }
  [[nodiscard]] static std::string of(const ast::DefineParameter& parameter) {
    return parameter.name.text + of(parameter.type);
  }
  [[nodiscard]] static std::string of(const ast::TableRow& row) {
    return of(row.condition) + " then " + of(row.result) + of(row.laws);
  }
  [[nodiscard]] static std::string of(const ast::Reading& reading) {
    return fmt::format("{}{}{}{}", reading.name.text, of(reading.title), of(reading.authority),
                       reading.is_default);
  }

  [[nodiscard]] static std::string of(const ast::Declaration& declaration) {
    const std::string content = match(
        declaration.node,
        [](const ast::Act& act) {
          return of(act.name) + of(act.title) + of(act.celex) + of(act.eli);
        },
        [](const ast::Enum& node) { return node.name.text + of(node.members) + of(node.parts); },
        [](const ast::Record& node) { return node.name.text + of(node.fields); },
        [](const ast::Group& node) { return node.name.text + of(node.terms); },
        [](const ast::Parameter& node) {
          return node.name.text + of(node.type) + of(node.laws) + of(node.values);
        },
        [](const ast::Define& node) {
          return node.name.text + of(node.parameters) + of(node.type) + of(node.body);
        },
        [](const ast::Figure& node) {
          return node.name.text + of(node.type) + of(node.laws) + of(node.body);
        },
        [](const ast::Table& node) {
          return node.name.text + of(node.inputs) + of(node.type) + of(node.laws) + of(node.rows);
        },
        [](const ast::Prevalence& node) {
          return of(node.winner) + of(node.loser) + of(node.norm) + of(node.for_each) +
                 of(node.when);
        },
        [](const ast::Rule& node) {
          return node.name.text + of(node.title) + of(node.instruments) + of(node.norm) +
                 of(node.for_each) + of(node.applies) + of(node.requirement) + of(node.failing) +
                 of(node.exceptions);
        },
        [](const ast::Exception& node) {
          return node.name.text + of(node.rule) + of(node.title) + of(node.norm) +
                 of(node.for_each) + of(node.when);
        },
        [](const ast::Instrument& node) {
          return node.name.text + of(node.effective) + of(node.applies) + of(node.reference_date);
        },
        [](const ast::Interpretation& node) {
          return node.name.text + of(node.title) + of(node.laws) + of(node.readings);
        });
    return fmt::format("{} <{}> {}\n", declaration.node.index(), declaration.doc, content);
  }

  [[nodiscard]] static std::string of(const ast::File& file) {
    return file.module.text + of(file.title) + of(file.uses) + "\n" + of(file.declarations);
  }
};

[[nodiscard]] inline std::string file_text(const ast::File& file) { return FileText::of(file); }

}  // namespace probity::test
