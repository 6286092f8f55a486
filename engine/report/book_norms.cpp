// Instruments, rules, exceptions and precedences in the book of a rule set.
#include <fmt/format.h>

#include <algorithm>

#include "report/book_writer.h"
#include "report/wording.h"

namespace probity {
namespace {

class NormPages {
 public:
  NormPages(BookWriter& writer, std::string_view module)
      : writer_(writer), program_(writer.program()), module_(module) {}

  void write() {
    heading("Instruments");
    for (std::size_t index = 0; index < program_.instruments.size(); ++index) {
      if (belongs(InstrumentId(index))) instrument(InstrumentId(index));
    }
    heading("Rules");
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      if (belongs(RuleId(index))) rule(RuleId(index));
    }
    heading("Exceptions that stand apart from their rules");
    for (std::size_t index = 0; index < program_.exceptions.size(); ++index) {
      const ExceptionId id(index);
      if (belongs(id) && !is_inside(id)) exception(id);
    }
  }

 private:
  /// Written before the first declaration under it.
  void heading(std::string_view words) { heading_ = words; }

  [[nodiscard]] bool belongs(const Declared& declared) {
    if (module_of(program_, declared) != module_) return false;
    const auto* const exception = std::get_if<ExceptionId>(&declared);
    if (exception != nullptr && is_inside(*exception)) return false;
    if (!heading_.empty()) writer_.section(heading_);
    heading_ = "";
    return true;
  }

  /// Whether it is an `unless` block of its rule.
  [[nodiscard]] bool is_inside(ExceptionId id) const {
    const Exception& exception = program_[id];
    return exception.name.starts_with(program_[exception.rule].name + ".");
  }

  void instrument(InstrumentId id) {
    const Instrument& instrument = program_[id];
    const std::string label = instrument_label(program_, instrument.name);
    writer_.begin_declaration(id, label.empty() ? instrument.name : label);
    writer_.markdown(instrument.doc);
    writer_.open("dl").line_end();
    effective(instrument.effective);
    writer_.clause("applies when", [&] { writer_.source(instrument.applies); });
    writer_.clause("reference date", [&] { writer_.source(instrument.reference_date); });
    std::vector<Declared> rules;
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const std::vector<InstrumentId>& instruments = program_.rules[index].instruments;
      if (std::ranges::find(instruments, id) != instruments.end())
        rules.emplace_back(RuleId(index));
    }
    if (!rules.empty()) {
      writer_.clause("rules", [&] { writer_.name_links(rules, module_); });
    }
    writer_.close().line_end();
    writer_.end_declaration(id);
  }

  void effective(const Window& window) {
    if (window == Window()) return;
    writer_.clause("in force", [&] { writer_.window(window); });
  }

  void under(const std::optional<ReadingCondition>& condition) {
    if (!condition) return;
    writer_.clause("only where", [&] { writer_.reading(*condition); });
  }

  void law(const std::vector<Citation>& laws) {
    if (!laws.empty()) writer_.clause("law", [&] { writer_.laws(laws); });
  }

  void evidence(const std::vector<NodeId>& facts) {
    if (!facts.empty()) writer_.clause("evidence", [&] { writer_.source(facts); });
  }

  void rule(RuleId id) {
    const Rule& rule = program_[id];
    writer_.begin_declaration(id, rule.title);
    writer_.markdown(rule.doc);
    writer_.open("dl").line_end();
    law(rule.laws);
    instruments(rule);
    effective(rule.effective);
    under(rule.under);
    if (rule.for_each) {
      writer_.clause("for each", [&] {
        writer_.element("code", rule.for_each->variable).text(" in ");
        writer_.source(rule.for_each->list, BookWriter::Shape::kInline);
      });
    }
    std::vector<NodeId> applies = rule.applies_once;
    applies.insert(applies.end(), rule.applies_element.begin(), rule.applies_element.end());
    if (!applies.empty()) {
      writer_.clause("applies when", [&] { writer_.source(applies); });
    }
    writer_.clause("requires", [&] { writer_.source(rule.requirement); });
    evidence(rule.evidence);
    writer_.clause("failing", [&] { writer_.texts(rule.failing); });
    if (rule.note) writer_.clause("note", [&] { writer_.texts(*rule.note); });
    contested(rule.interpretations);
    parameters(rule.parameters_needed);
    writer_.close().line_end();
    for (const ExceptionId exception : rule.exceptions) exception_of(exception);
    for (const PrevalenceId prevalence : rule.prevailed_by) precedence(prevalence);
    prevails(id);
    writer_.end_declaration(id);
  }

  void instruments(const Rule& rule) {
    const std::vector<Declared> list(rule.instruments.begin(), rule.instruments.end());
    if (!list.empty()) {
      writer_.clause("instrument", [&] { writer_.name_links(list, module_); });
    }
  }

  void contested(const std::vector<InterpretationId>& points) {
    const std::vector<Declared> list(points.begin(), points.end());
    if (!list.empty()) {
      writer_.clause("contested", [&] { writer_.name_links(list, module_); });
    }
  }

  /// With their values, which is what a reader of a ceiling wants to know.
  void parameters(const std::vector<ParameterId>& needed) {
    if (needed.empty()) return;
    writer_.clause("measured by", [&] {
      for (const ParameterId id : needed) {
        const Parameter& parameter = program_[id];
        writer_.open("div");
        writer_.name_link(id, module_);
        for (const DatedConstant& value : parameter.values) {
          writer_.text(fmt::format("{} {} {}", &value == &parameter.values.front() ? ":" : ";",
                                   constant_text(program_, value.value, parameter.type),
                                   window_words(value.window)));
        }
        writer_.close();
      }
    });
  }

  /// One of a rule: written there where it belongs to it, else a line that leads to it.
  void exception_of(ExceptionId id) {
    if (is_inside(id)) {
      exception(id);
      return;
    }
    writer_.open("p", {{"class", "elsewhere"}}).text("Except, declared apart: ");
    writer_.link(address_of(program_, id), program_[id].title).text(" (");
    writer_.name_link(id, module_);
    writer_.text(")").close().line_end();
  }

  void exception(ExceptionId id) {
    const Exception& exception = program_[id];
    const bool inside = is_inside(id);
    const std::string anchor = anchor_of(program_, id);
    writer_.open("section",
                 {{"id", anchor}, {"class", inside ? "exception" : "declaration exception"}});
    writer_.open(inside ? "h4" : "h3").text(inside ? "Unless: " : "");
    writer_.link("#" + anchor, exception.title).close().line_end();
    writer_.open("p", {{"class", "name"}}).element("code", exception.name);
    writer_.text(" ").element("span", "exception", {{"class", "noun"}}).close().line_end();
    writer_.markdown(exception.doc);
    writer_.open("dl").line_end();
    if (!inside) {
      writer_.clause("exception to", [&] {
        writer_.link(address_of(program_, exception.rule), program_[exception.rule].title);
        writer_.text(" (");
        writer_.name_link(exception.rule, module_);
        writer_.text(")");
      });
    }
    law(exception.laws);
    effective(exception.effective);
    under(exception.under);
    writer_.clause("when", [&] { writer_.source(exception.when); });
    evidence(exception.evidence);
    if (exception.note) writer_.clause("note", [&] { writer_.texts(*exception.note); });
    contested(exception.interpretations);
    parameters(exception.parameters_needed);
    writer_.close().close().line_end();
  }

  void precedence(PrevalenceId id) {
    const Prevalence& prevalence = program_[id];
    writer_.open("section", {{"id", anchor_of(program_, id)}, {"class", "exception"}});
    writer_.open("h4").text("Gives way to ");
    writer_.link(address_of(program_, prevalence.winner), program_[prevalence.winner].title);
    writer_.close().line_end();
    writer_.markdown(prevalence.doc);
    writer_.open("dl").line_end();
    law(prevalence.laws);
    effective(prevalence.effective);
    under(prevalence.under);
    writer_.clause("when", [&] { writer_.source(prevalence.when); });
    writer_.close().close().line_end();
  }

  void prevails(RuleId id) {
    std::vector<Declared> losers;
    for (const Prevalence& prevalence : program_.prevalences) {
      if (prevalence.winner == id) losers.emplace_back(prevalence.loser);
    }
    if (losers.empty()) return;
    writer_.open("p", {{"class", "used"}}).text("Prevails over ");
    writer_.name_links(losers, module_);
    writer_.close().line_end();
  }

  BookWriter& writer_;
  const Program& program_;
  std::string module_;
  std::string_view heading_;
};

}  // namespace

void write_norms(BookWriter& writer, std::string_view module) { NormPages(writer, module).write(); }

}  // namespace probity
