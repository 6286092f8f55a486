// The two indexes of the book of a rule set: by article, and by name.
#include <fmt/format.h>

#include <algorithm>
#include <compare>

#include "report/book_writer.h"
#include "report/wording.h"

namespace probity {
namespace {

/// Numbers within a reference count as numbers: Art. 2(3) before Art. 16(1), Art. 5 before Art. 5a.
std::strong_ordering compare_references(std::string_view left, std::string_view right) {
  const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
  const auto take_number = [&](std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
    const std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    return std::pair(length, digits);
  };
  while (!left.empty() && !right.empty()) {
    if (is_digit(left.front()) && is_digit(right.front())) {
      const auto order = take_number(left) <=> take_number(right);
      if (order != 0) return order;
      continue;
    }
    if (left.front() != right.front()) return left.front() <=> right.front();
    left.remove_prefix(1);
    right.remove_prefix(1);
  }
  return left.size() <=> right.size();
}

struct Cited {
  std::string reference;
  Declared by;
  std::string row;  ///< of a table: "row 3"
};

class Citations {
 public:
  Citations(const Program& program, ActId act) : program_(program), act_(act) {
    for (const Declared& declared : all_declared(program)) add(declared);
    std::ranges::stable_sort(cited_, [](const Cited& left, const Cited& right) {
      return compare_references(left.reference, right.reference) < 0;
    });
  }

  [[nodiscard]] const std::vector<Cited>& list() const { return cited_; }

 private:
  void add(const Declared& declared) {
    if (const auto* const id = std::get_if<RuleId>(&declared)) add(declared, program_[*id].laws);
    if (const auto* const id = std::get_if<ExceptionId>(&declared)) {
      add(declared, program_[*id].laws);
    }
    if (const auto* const id = std::get_if<PrevalenceId>(&declared)) {
      add(declared, program_[*id].laws);
    }
    if (const auto* const id = std::get_if<ParameterId>(&declared)) {
      add(declared, program_[*id].laws);
    }
    if (const auto* const id = std::get_if<InterpretationId>(&declared)) {
      add(declared, program_[*id].laws);
    }
    if (const auto* const id = std::get_if<DefinitionId>(&declared)) {
      add(declared, program_[*id].laws);
      const std::vector<TableRow>& rows = program_[*id].rows;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        add(declared, rows[row].laws, fmt::format("row {}", row + 1));
      }
    }
  }

  void add(const Declared& by, const std::vector<Citation>& laws, const std::string& row = "") {
    for (const Citation& law : laws) {
      if (law.act == act_) cited_.push_back({law.reference, by, row});
    }
  }

  const Program& program_;
  ActId act_;
  std::vector<Cited> cited_;
};

void write_act(BookWriter& writer, ActId id) {
  const Program& program = writer.program();
  const Act& act = program[id];
  writer.open("section", {{"id", act_anchor(program, id)}, {"class", "declaration act"}});
  writer.open("h2").link("#" + act_anchor(program, id), act.title).close().line_end();
  writer.open("p", {{"class", "name"}}).element("code", act.name);
  if (!act.celex.empty()) writer.text(" CELEX ").element("code", act.celex);
  const std::string address = safe_address(act.eli);
  if (!address.empty()) {
    writer.text(" ELI ").link(address, act.eli);
  } else if (!act.eli.empty()) {
    writer.text(" ELI ").text(act.eli);
  }
  writer.close().line_end();
  const Citations citations(program, id);
  writer.open("dl", {{"class", "articles"}}).line_end();
  std::string reference;
  for (const Cited& cited : citations.list()) {
    if (cited.reference != reference) {
      writer.element("dt", cited.reference);
      reference = cited.reference;
    }
    writer.open("dd");
    writer.name_link(cited.by, "");
    const std::string title = title_of(program, cited.by);
    writer.text(fmt::format(
        " {}", cited.row.empty() ? std::string(noun_of(program, cited.by)) : cited.row));
    if (!title.empty()) writer.text(": ").text(title);
    writer.close().line_end();
  }
  writer.close().close().line_end();
}

/// The part of a name under which a reader looks for it, in small letters.
std::string sort_key(const Program& program, const Declared& declared) {
  std::string name = full_name(program, declared);
  if (!std::holds_alternative<PrevalenceId>(declared)) name = name.substr(name.rfind('.') + 1);
  std::ranges::transform(name, name.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return name;
}

}  // namespace

std::string articles_body(const Program& program, const BookMaterial& material) {
  BookWriter writer(program, material);
  writer.element("h1", "Index of the articles").line_end();
  writer.element("p", "Each act that the rules cite, and for each article what follows it.");
  writer.line_end().open("ul", {{"class", "contents"}}).line_end();
  for (std::size_t index = 0; index < program.acts.size(); ++index) {
    const ActId id(index);
    writer.open("li").link("#" + act_anchor(program, id), program[id].title).close().line_end();
  }
  writer.close().line_end();
  for (std::size_t index = 0; index < program.acts.size(); ++index) {
    write_act(writer, ActId(index));
  }
  return writer.take();
}

std::string names_body(const Program& program, const BookMaterial& material) {
  BookWriter writer(program, material);
  std::vector<std::pair<std::string, Declared>> names;
  for (const Declared& declared : all_declared(program)) {
    names.emplace_back(sort_key(program, declared), declared);
  }
  std::ranges::sort(names);
  writer.element("h1", "Index of the names").line_end();
  std::string letters;
  for (const auto& [name, declared] : names) {
    if (letters.find(name.front()) == std::string::npos) letters += name.front();
  }
  writer.open("p", {{"class", "letters"}});
  for (const char letter : letters) {
    const char capital = upper_case(std::string_view(&letter, 1)).front();
    writer.link(fmt::format("#letter-{}", letter), std::string_view(&capital, 1)).text(" ");
  }
  writer.close().line_end();
  char letter = 0;
  for (const auto& [name, declared] : names) {
    if (name.front() != letter) {
      if (letter != 0) writer.close().line_end();
      letter = name.front();
      const char capital = upper_case(std::string_view(&letter, 1)).front();
      writer.element("h2", std::string_view(&capital, 1),
                     {{"id", fmt::format("letter-{}", letter)}});
      writer.line_end().open("ul", {{"class", "names"}}).line_end();
    }
    const std::string full = full_name(program, declared);
    const bool is_pair = std::holds_alternative<PrevalenceId>(declared);
    writer.open("li").open("a", {{"href", address_of(program, declared)}});
    writer.element("code", is_pair ? full : full.substr(full.rfind('.') + 1)).close();
    writer.text(fmt::format(" {}", noun_of(program, declared)));
    if (!is_pair && full.find('.') != std::string::npos) {
      writer.text(" of ").element("code", full.substr(0, full.rfind('.')));
    }
    writer.close().line_end();
  }
  if (letter != 0) writer.close().line_end();
  return writer.take();
}

}  // namespace probity
