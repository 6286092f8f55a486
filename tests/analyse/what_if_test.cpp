#include "analyse/what_if.h"

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kRules = R"(
rule first "First"
    law LAW "Art. 1"
    requires a
    failing "no"
rule light "No part is heavy"
    law LAW "Art. 2"
    for each part in parts
    requires part.fits
    failing "does not fit"
)";

struct Both {
  Program program = world(std::string(kInstrument) + std::string(kRules));
  std::string text = dossier_json(R"("a": false, "parts": [{"fits": true}])");

  [[nodiscard]] Hypothesis if_changed(std::vector<JsonEdit> edits) const {
    Result<ChangedText> changed = change_text(text, edits);
    REQUIRE(changed.ok());
    return compare_decisions(decide(program, text), decide(program, changed.value().text),
                             changed.value().facts);
  }
};

TEST_CASE("a hypothesis tells the facts, the verdicts and the findings that differ") {
  const Hypothesis hypothesis = Both().if_changed({{"/a", "true"}});
  REQUIRE(hypothesis.facts.size() == 1);
  CHECK(hypothesis.facts[0].before == "false");
  CHECK(hypothesis.facts[0].after == "true");
  CHECK(hypothesis.before == Verdict::kNonCompliant);
  CHECK(hypothesis.after == Verdict::kCompliant);
  REQUIRE(hypothesis.verdicts.size() == 1);
  CHECK(hypothesis.verdicts[0].before == Verdict::kNonCompliant);
  CHECK(hypothesis.verdicts[0].after == Verdict::kCompliant);
  REQUIRE(hypothesis.findings.size() == 1);
  CHECK(hypothesis.findings[0].before == Outcome::kViolated);
  CHECK(hypothesis.findings[0].after == Outcome::kSatisfied);
}

TEST_CASE("elements that come and go are findings that were not there before or are not after") {
  const Hypothesis more = Both().if_changed({{"/parts/-", R"({"fits": false})"}});
  REQUIRE(more.findings.size() == 1);
  CHECK(more.findings[0].subject == "/parts/1");
  CHECK_FALSE(more.findings[0].before.has_value());
  CHECK(more.findings[0].after == Outcome::kViolated);
  const Hypothesis fewer = Both().if_changed({{"/parts/0", std::nullopt}});
  REQUIRE(fewer.findings.size() == 2);
  CHECK(fewer.findings[0].subject == "/parts/0");
  CHECK_FALSE(fewer.findings[0].after.has_value());
  CHECK(fewer.findings[1].subject == "/parts");
  CHECK(fewer.findings[1].after == Outcome::kNotApplicable);
}

TEST_CASE("several changes are made one after the other") {
  const Hypothesis hypothesis =
      Both().if_changed({{"/a", "true"}, {"/a", "false"}, {"/b", "true"}});
  CHECK(hypothesis.facts[1].before == "true");
  CHECK(hypothesis.facts[2].before.empty());
  CHECK(hypothesis.findings.empty());
  const std::vector<JsonEdit> beyond{{"/l/3", "1"}};
  CHECK_FALSE(change_text(R"({"l": []})", beyond).ok());
}

}  // namespace
}  // namespace probity::test
