#include "report/test_report.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/text.h"

namespace probity {

namespace {

constexpr std::size_t kMismatchColumns = 10;

std::string place_text(const CaseResult& result) {
  std::string text = fmt::format("{}:{}", result.file, result.line);
  if (!result.laws.empty()) text += fmt::format(" ({})", fmt::join(result.laws, ", "));
  return text;
}

std::string came_text(const CaseMismatch& mismatch) {
  if (!mismatch.code) return mismatch.came;
  return fmt::format("{} [{}]", mismatch.came, entry(*mismatch.code).text);
}

void append_mismatch(const CaseMismatch& mismatch, Page& page) {
  page.entry({.indent = 2,
              .label = "expected",
              .label_columns = kMismatchColumns,
              .text = mismatch.expected,
              .label_tone = Tone::kFaint});
  page.entry({.indent = 2,
              .label = "came",
              .label_columns = kMismatchColumns,
              .text = came_text(mismatch),
              .label_tone = Tone::kFaint,
              .tone = Tone::kBad});
  for (const std::string& reason : mismatch.because) {
    page.entry({.indent = 2, .label = "", .label_columns = kMismatchColumns, .text = reason});
  }
}

void append_case(const CaseResult& result, Page& page) {
  switch (result.status) {
    case CaseStatus::kPassed:
      page.pieces(0, {{"passed ", Tone::kGood}, {result.title, Tone::kPlain}});
      return;
    case CaseStatus::kFailed:
      page.blank();
      page.pieces(0, {{"FAILED ", Tone::kBad}, {result.title, Tone::kStrong}});
      break;
    case CaseStatus::kMistaken:
      page.blank();
      page.pieces(0, {{"MISTAKEN ", Tone::kBad}, {result.title, Tone::kStrong}});
      break;
  }
  page.line(2, place_text(result), Tone::kFaint);
  for (const CaseMismatch& mismatch : result.mismatches) append_mismatch(mismatch, page);
}

void write_case(const CaseResult& result, const SourceMap& sources, JsonReport& json) {
  json.begin_object();
  json.key("file").string(result.file).key("line").number(result.line);
  json.key("title").string(result.title).key("law").begin_array();
  for (const std::string& law : result.laws) json.string(law);
  json.end_array().key("status").string(case_status_name(result.status));
  json.key("mismatches").begin_array();
  for (const CaseMismatch& mismatch : result.mismatches) {
    const Position position = sources.at(mismatch.span.source).position(mismatch.span.begin);
    json.begin_object();
    json.key("line").number(position.line).key("column").number(position.column);
    json.key("expected").string(mismatch.expected).key("came").string(mismatch.came);
    json.key("because").begin_array();
    for (const std::string& reason : mismatch.because) json.string(reason);
    json.end_array().key("code");
    if (mismatch.code) {
      json.string(entry(*mismatch.code).text);
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array().end_object();
}

/// For an attribute or the text of an element (XML 1.0). What the text cannot hold is escaped
/// before.
std::string xml_text(std::string_view text) {
  std::string result;
  for (const char character : escape_untrusted(text)) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += character;
        break;
    }
  }
  return result;
}

std::string junit_case(const CaseResult& result) {
  std::string text = fmt::format(R"(    <testcase classname="{}" name="{}" file="{}" line="{}")",
                                 xml_text(result.file), xml_text(result.title),
                                 xml_text(result.file), result.line);
  if (result.status == CaseStatus::kPassed) return text + "/>\n";
  text += ">\n";
  if (result.status == CaseStatus::kMistaken) {
    text += "      <error message=\"the case has mistakes\"/>\n";
  }
  for (const CaseMismatch& mismatch : result.mismatches) {
    text += fmt::format("      <failure message=\"expected: {}; came: {}\">",
                        xml_text(mismatch.expected), xml_text(came_text(mismatch)));
    for (const std::string& reason : mismatch.because) text += xml_text(reason) + "\n";
    text += "</failure>\n";
  }
  return text + "    </testcase>\n";
}

}  // namespace

std::size_t TestReport::passed() const {
  return static_cast<std::size_t>(
      std::ranges::count(results, CaseStatus::kPassed, &CaseResult::status));
}

std::size_t TestReport::failed() const { return results.size() - passed(); }

std::string test_text(const TestReport& report, TestDetail detail, Colour colour) {
  Page page(colour);
  for (const CaseResult& result : report.results) {
    if (detail == TestDetail::kAll || result.status != CaseStatus::kPassed) {
      append_case(result, page);
    }
  }
  page.blank();
  const std::size_t failed = report.failed();
  page.line(0, fmt::format("{} passed, {} failed", report.passed(), failed),
            failed == 0 ? Tone::kGood : Tone::kBad);
  for (const RuleSetCoverage& covered : report.coverage) {
    append_coverage(covered, page);
    if (detail == TestDetail::kAll) append_covering_cases(covered, report.results, page);
  }
  return page.take();
}

std::string test_json(const TestReport& report) {
  JsonReport json(JsonLayout::kIndented);
  json.begin_object();
  json.key("passed").number(report.passed()).key("failed").number(report.failed());
  json.key("cases").begin_array();
  for (const CaseResult& result : report.results) write_case(result, report.sources, json);
  json.end_array();
  if (!report.coverage.empty()) {
    json.key("coverage").begin_array();
    for (const RuleSetCoverage& covered : report.coverage) write_coverage(covered, json);
    json.end_array();
  }
  json.end_object();
  return json.take() + '\n';
}

std::string case_json(const CaseResult& result, const SourceMap& sources, JsonLayout layout) {
  JsonReport json(layout);
  write_case(result, sources, json);
  return json.take();
}

std::string test_junit(const TestReport& report) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  auto at = report.results.begin();
  while (at != report.results.end()) {
    const auto end = std::find_if(at, report.results.end(), [&](const CaseResult& result) {
      return result.file != at->file;
    });
    const auto count = [&](CaseStatus status) {
      return std::count_if(at, end, [&](const CaseResult& r) { return r.status == status; });
    };
    text += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                        xml_text(at->file), end - at, count(CaseStatus::kFailed),
                        count(CaseStatus::kMistaken));
    for (; at != end; ++at) text += junit_case(*at);
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace probity
