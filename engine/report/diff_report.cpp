#include "report/diff_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "report/diff_dossiers_text.h"
#include "report/page.h"
#include "report/wording.h"
#include "support/text.h"

namespace probity {
namespace {

/// Rules that a change bears on, before the list is cut.
constexpr std::size_t kShownNames = 6;

std::string_view heading_of(DeclarationKind kind) {
  switch (kind) {
    case DeclarationKind::kInstrument:
      return "Instruments";
    case DeclarationKind::kRule:
    case DeclarationKind::kException:
      return "Rules and exceptions";
    case DeclarationKind::kPrevalence:
      return "Precedences";
    case DeclarationKind::kParameter:
      return "Parameters";
    case DeclarationKind::kFigure:
      return "Figures";
    case DeclarationKind::kTable:
      return "Tables";
    case DeclarationKind::kDefine:
      return "Definitions";
    case DeclarationKind::kGroup:
      return "Groups of countries";
    case DeclarationKind::kInterpretation:
      return "Contested points";
    case DeclarationKind::kEnum:
    case DeclarationKind::kRecord:
      return "Vocabulary";
    case DeclarationKind::kAct:
      return "Acts";
  }
  return "";
}

Tone tone_of(ChangeKind change) {
  switch (change) {
    case ChangeKind::kChanged:
    case ChangeKind::kRenamed:
      return Tone::kOpen;
    case ChangeKind::kReworded:
      return Tone::kNote;
    case ChangeKind::kAdded:
      return Tone::kGood;
    case ChangeKind::kRemoved:
      return Tone::kBad;
  }
  return Tone::kPlain;
}

/// "a, b, c and 12 others"
std::string some_of(std::span<const std::string> names) {
  std::string text;
  const std::size_t shown = names.size() > kShownNames + 1 ? kShownNames : names.size();
  for (std::size_t index = 0; index < shown; ++index) {
    text += (index == 0 ? "" : ", ") + names[index];
  }
  if (shown < names.size()) text += fmt::format(" and {} others", names.size() - shown);
  return text;
}

class DiffPage {
 public:
  DiffPage(const RuleSetComparison& comparison, DiffDetail detail, Colour colour)
      : before_(comparison.before),
        after_(comparison.after),
        diff_(comparison.diff),
        detail_(detail),
        page_(colour) {}

  [[nodiscard]] std::string write() && {
    head();
    std::string_view heading;
    for (const DeclarationChange& change : diff_.changes) {
      if (heading_of(change.kind) != heading) {
        heading = heading_of(change.kind);
        page_.blank();
        page_.heading(heading);
      }
      page_.blank();
      declaration(change);
    }
    restatements();
    if (diff_.dossiers) write_dossiers(page_, *diff_.dossiers, detail_);
    return page_.take();
  }

 private:
  void head() {
    const auto line = [&](std::string_view label, const RuleSetIdentity& rules) {
      page_.entry({.indent = 0,
                   .label = std::string(label),
                   .label_columns = 5,
                   .text = fmt::format("{} {}: {}", rules.name, rules.version, rules.title),
                   .label_tone = Tone::kNote});
    };
    line("old", before_.identity);
    line("new", after_.identity);
    page_.blank();
    if (diff_.changes.empty()) {
      page_.line(0, "The two mean the same.", Tone::kStrong);
      return;
    }
    counts();
  }

  /// A line for each heading: how many of each change.
  void counts() {
    std::vector<std::string_view> headings;
    for (const DeclarationChange& change : diff_.changes) {
      const std::string_view heading = heading_of(change.kind);
      if (std::ranges::find(headings, heading) == headings.end()) headings.push_back(heading);
    }
    using enum ChangeKind;
    for (const std::string_view heading : headings) {
      std::vector<std::string> words;
      for (const ChangeKind kind : {kChanged, kRenamed, kReworded, kAdded, kRemoved}) {
        const auto count =
            std::ranges::count_if(diff_.changes, [&](const DeclarationChange& change) {
              return heading_of(change.kind) == heading && change.change == kind;
            });
        if (count > 0) words.push_back(fmt::format("{} {}", count, change_kind_name(kind)));
      }
      page_.entry({.indent = 2,
                   .label = std::string(heading),
                   .label_columns = 22,
                   .text = join_words(words, "and")});
    }
  }

  void declaration(const DeclarationChange& change) {
    const bool is_exception = change.kind == DeclarationKind::kException;
    const std::size_t indent = is_exception ? 4 : 2;
    std::string name = change.name;
    if (!change.old_name.empty()) name = fmt::format("{} → {}", change.old_name, change.name);
    const bool is_rule = change.kind == DeclarationKind::kRule;
    const std::string noun = is_rule ? "" : fmt::format(" {}", declaration_kind_name(change.kind));
    page_.pieces(indent,
                 {{upper_case(change_kind_name(change.change)) + noun, tone_of(change.change)},
                  {name, Tone::kStrong}});
    const bool says_title = std::ranges::any_of(
        change.parts, [](const PartChange& part) { return part.part == "title"; });
    if (!change.title.empty() && !says_title) page_.line(indent + 2, change.title);
    const bool says_law = std::ranges::any_of(
        change.parts, [](const PartChange& part) { return part.part == "law"; });
    const Program& program = change.change == ChangeKind::kRemoved ? before_ : after_;
    if (!change.laws.empty() && !says_law) {
      page_.line(indent + 2, short_law_text(program, change.laws), Tone::kFaint);
    }
    if (is_exception) {
      page_.line(indent + 2, fmt::format("exception to {}", change.rule), Tone::kFaint);
    }
    for (const PartChange& part : change.parts) this->part(indent + 2, part);
    if (!change.bears_on.empty()) {
      page_.entry({.indent = indent + 2,
                   .label = "bears on",
                   .label_columns = 10,
                   .text = some_of(change.bears_on),
                   .label_tone = Tone::kFaint,
                   .tone = Tone::kFaint});
    }
  }

  void part(std::size_t indent, const PartChange& part) {
    const std::string before = part.before ? part_text(before_, *part.before) : "";
    const std::string after = part.after ? part_text(after_, *part.after) : "";
    constexpr std::size_t kSign = 2;
    const std::size_t room = kPageColumns - indent - kPartColumns;
    const bool is_short = display_width(part.part) < kPartColumns;
    std::string line;
    if (part.before && part.after) {
      line = fmt::format("{} → {}", before, after);
    } else {
      line = fmt::format("{} {}", part.before ? "-" : "+", part.before ? before : after);
    }
    if (is_short && display_width(line) <= room) {
      page_.entry({.indent = indent,
                   .label = part.part,
                   .label_columns = kPartColumns,
                   .text = line,
                   .label_tone = Tone::kNote});
      return;
    }
    const auto side = [&](std::string_view sign, const std::string& text, Tone tone) {
      page_.entry({.indent = indent + 2,
                   .label = std::string(sign),
                   .label_columns = kSign,
                   .text = text,
                   .label_tone = tone,
                   .tone = tone});
    };
    page_.line(indent, part.part, Tone::kNote);
    if (part.before) side("-", before, Tone::kBad);
    if (part.after) side("+", after, Tone::kGood);
  }

  void restatements() {
    if (diff_.restatements.empty()) return;
    page_.blank();
    page_.heading("Written otherwise, to the same effect");
    for (const Restatement& restatement : diff_.restatements) {
      const std::string name = restatement.old_name.empty()
                                   ? restatement.name
                                   : fmt::format("{} → {}", restatement.old_name, restatement.name);
      page_.pieces(2, {{fmt::format("{} {}", change_kind_name(restatement.change),
                                    declaration_kind_name(restatement.kind)),
                        Tone::kFaint},
                       {name, Tone::kPlain}});
    }
  }

  static constexpr std::size_t kPartColumns = 18;

  const Program& before_;
  const Program& after_;
  const RuleSetDiff& diff_;
  DiffDetail detail_;
  Page page_;
};

}  // namespace

std::string diff_text(const RuleSetComparison& comparison, DiffDetail detail, Colour colour) {
  return DiffPage(comparison, detail, colour).write();
}

}  // namespace probity
