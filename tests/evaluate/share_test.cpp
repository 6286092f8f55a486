// A bound on a ratio of sums, decided in its linear form (language.md, "Three values").
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

constexpr std::string_view kShare = R"(
group area = { PL, FR }

parameter ceiling : percentage
    law LAW "Art. 1"
    from 2020-01-01 is 35 %

define outside : money =
    sum(x.cost for x in parts where x.origin is not in area)

figure share : percentage =
    outside / sum(x.cost for x in parts)

rule origin "The share from outside stays within the ceiling"
    law LAW "Art. 1"
    effective from 2020-01-01
    requires share is at most ceiling
    failing "{share} of {ceiling}"
)";

struct Part {
  const char* origin;  ///< "" where nobody told
  int cost;            ///< negative where nobody told
};

std::string dossier(const std::vector<Part>& parts) {
  std::string list;
  for (const Part& part : parts) {
    std::string fields;
    if (*part.origin != '\0') fields = fmt::format(R"("origin": "{}")", part.origin);
    if (part.cost >= 0) {
      if (!fields.empty()) fields += ", ";
      fields += fmt::format(R"("cost": {{"amount": {}, "currency": "EUR"}})", part.cost);
    }
    list += fmt::format("{}{{{}}}", list.empty() ? "" : ", ", fields);
  }
  return dossier_json(fmt::format(R"("parts": [{}])", list));
}

class Share {
 public:
  Share() : program_(world(std::string(kInstrument) + std::string(kShare))) {}

  Finding of(const std::vector<Part>& parts) {
    return finding_of(program_, decide(program_, dossier(parts)), "origin");
  }
  Outcome outcome(const std::vector<Part>& parts) { return of(parts).outcome; }

 private:
  Program program_;
};

TEST_CASE("share: known parts give an exact share, and the ceiling itself is within") {
  Share share;
  CHECK(share.outcome({{"US", 35}, {"PL", 65}}) == Outcome::kSatisfied);
  CHECK(share.outcome({{"US", 36}, {"PL", 64}}) == Outcome::kViolated);
  CHECK(share.outcome({{"PL", 1}}) == Outcome::kSatisfied);
}

TEST_CASE("share: an unknown cost of a part from inside only lowers the share") {
  Share share;
  CHECK(share.outcome({{"US", 35}, {"PL", 65}, {"FR", -1}}) == Outcome::kSatisfied);
  CHECK(share.outcome({{"US", 36}, {"PL", 64}, {"FR", -1}}) == Outcome::kUndetermined);
}

TEST_CASE("share: an unknown cost of a part from outside only raises it") {
  Share share;
  CHECK(share.outcome({{"US", 36}, {"PL", 64}, {"US", -1}}) == Outcome::kViolated);
  CHECK(share.outcome({{"US", 35}, {"PL", 65}, {"US", -1}}) == Outcome::kUndetermined);
}

TEST_CASE("share: an unknown origin counts inside or outside, never half") {
  Share share;
  // 20 or 30 of 100.
  CHECK(share.outcome({{"US", 20}, {"PL", 70}, {"", 10}}) == Outcome::kSatisfied);
  // 30 or 40.
  const Finding open = share.of({{"US", 30}, {"PL", 60}, {"", 10}});
  CHECK(open.outcome == Outcome::kUndetermined);
  CHECK(names_of(open.possible) == Names{"satisfied", "violated"});
  CHECK(open.missing == Names{"/parts/2/origin"});
  CHECK(open.settled_by == Names{"/parts/2/origin"});
  // 40 or 50.
  CHECK(share.outcome({{"US", 40}, {"PL", 50}, {"", 10}}) == Outcome::kViolated);
}

TEST_CASE("share: the tie between numerator and denominator is kept") {
  Share share;
  // Apart, 36 to infinity over 36 to infinity says nothing; together, more of what is outside only
  // raises a share that is above the ceiling already.
  CHECK(share.outcome({{"US", 36}, {"PL", 64}, {"US", -1}, {"US", -1}}) == Outcome::kViolated);
}

TEST_CASE("share: nothing is decided as long as the denominator may be zero") {
  Share share;
  CHECK(share.outcome({{"PL", -1}}) == Outcome::kUndetermined);
  CHECK(share.outcome({{"US", 0}, {"PL", 0}}) == Outcome::kUndetermined);
  CHECK(share.outcome({}) == Outcome::kUndetermined);
  CHECK(share.of({}).missing.empty());
}

TEST_CASE("share: of forty unknown origins only those are missing that can change it") {
  Share share;
  // 1000 in all, 340 surely outside: the ceiling leaves room for 10. Forty parts cost 1 each and 39
  // of them together make 39 > 10, so each can be the one that goes over.
  std::vector<Part> parts = {{"US", 340}, {"PL", 620}};
  for (int count = 0; count < 40; ++count) parts.push_back({"", 1});
  const Finding each_can = share.of(parts);
  CHECK(each_can.outcome == Outcome::kUndetermined);
  CHECK(each_can.missing.size() == 40);
  CHECK(each_can.missing.front() == "/parts/2/origin");
  // 11 of them outside violate it; 30 inside satisfy it.
  CHECK(each_can.settled_by.size() == 11);

  // With room for 40 all of them together change nothing.
  parts[0].cost = 310;
  parts[1].cost = 650;
  const Finding settled = share.of(parts);
  CHECK(settled.outcome == Outcome::kSatisfied);
  CHECK(settled.missing.empty());
}

TEST_CASE("share: the weightiest comes first, and what is too light is not missing") {
  Share share;
  // 1000 in all, 300 outside: room for 50. The part of 100 decides alone; without it the 3 and the
  // 2 cannot go over, with it they need not.
  const Finding finding = share.of({{"US", 300}, {"PL", 595}, {"", 2}, {"", 100}, {"", 3}});
  CHECK(finding.outcome == Outcome::kUndetermined);
  CHECK(finding.missing == Names{"/parts/3/origin"});
  CHECK(finding.settled_by == Names{"/parts/3/origin"});

  // Room for 50 again; 30, 40 and 45: any two go over, none alone.
  const Finding ordered = share.of({{"US", 300}, {"PL", 585}, {"", 30}, {"", 45}, {"", 40}});
  CHECK(ordered.missing == Names{"/parts/3/origin", "/parts/4/origin", "/parts/2/origin"});
  CHECK(ordered.settled_by == Names{"/parts/3/origin", "/parts/4/origin"});
}

TEST_CASE("share: a part without a cost cannot matter by its origin where it is free") {
  Share share;
  const Finding finding = share.of({{"US", 35}, {"PL", 65}, {"", 0}});
  CHECK(finding.outcome == Outcome::kSatisfied);
  CHECK(finding.missing.empty());
}

TEST_CASE("share: a figure that is unknown is printed so") {
  const Program program = world(std::string(kInstrument) + std::string(kShare));
  const Decision decision = decide(program, dossier({{"US", 20}, {"PL", 70}, {"", 10}}));
  CHECK(instrument_of(decision, "ONE").figures.front().value.text == "unknown");
}

TEST_CASE("share: a figure lacks what its exact value needs, also where the rule is settled") {
  const Program program = world(std::string(kInstrument) + std::string(kShare));
  const Decision decision = decide(program, dossier({{"US", 20}, {"PL", 70}, {"", 10}}));
  const InstrumentDecision& instrument = instrument_of(decision, "ONE");
  CHECK(instrument.verdict == Verdict::kCompliant);
  REQUIRE(instrument.figures.size() == 1);
  CHECK(instrument.figures.front().unknown == Names{"/parts/2/origin"});
  const Decision known = decide(program, dossier({{"US", 1}, {"PL", 2}}));
  const FigureResult& figure = instrument_of(known, "ONE").figures.front();
  CHECK(figure.value.text == "33.33 %");
  CHECK(figure.value.exact == "1/3");
  CHECK(figure.value.was_rounded);
}

}  // namespace
}  // namespace probity::test
