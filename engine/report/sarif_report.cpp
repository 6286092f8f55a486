#include "report/sarif_report.h"

#include <fmt/format.h>

#include <string_view>

#include "support/text.h"

namespace probity {
namespace {

std::string_view level(Severity severity, bool strict) {
  return severity == Severity::kError || strict ? "error" : "warning";
}

void write_message(JsonReport& writer, std::string_view key, std::string_view text) {
  writer.key(key).begin_object().key("text").string(text).end_object();
}

/// Position with the column in UTF-16 code units.
Position utf16_position(const SourceText& source, std::uint32_t offset) {
  Position position = source.position(offset);
  const std::string_view line = source.line(position.line);
  const auto start = static_cast<std::size_t>(line.data() - source.bytes().data());
  const std::string_view before = line.substr(0, offset - start);
  position.column = static_cast<std::uint32_t>(count_utf16_units(before)) + 1;
  return position;
}

void write_region(JsonReport& writer, std::string_view key, const SourceText& source, Span span) {
  const Position begin = utf16_position(source, span.begin);
  const Position end = utf16_position(source, span.end);
  writer.key(key).begin_object();
  writer.key("startLine").number(begin.line);
  writer.key("startColumn").number(begin.column);
  writer.key("endLine").number(end.line);
  writer.key("endColumn").number(end.column);
  writer.key("byteOffset").number(span.begin);
  writer.key("byteLength").number(span.end - span.begin);
  writer.end_object();
}

void write_artifact(JsonReport& writer, const SourceText& source) {
  writer.key("artifactLocation").begin_object();
  writer.key("uri").string(path_uri(source.path()));
  writer.end_object();
}

void write_physical_location(JsonReport& writer, const SourceMap& sources, Span span) {
  const SourceText& source = sources.at(span.source);
  writer.key("physicalLocation").begin_object();
  write_artifact(writer, source);
  write_region(writer, "region", source, span);
  writer.end_object();
}

void write_rule(JsonReport& writer, const CodeEntry& code) {
  writer.begin_object();
  writer.key("id").string(code.text);
  writer.key("name").string(code.name);
  write_message(writer, "shortDescription", code.title);
  write_message(writer, "fullDescription",
                code.explanation.substr(0, code.explanation.find("\n\n")));
  write_message(writer, "help", code.explanation);
  writer.key("defaultConfiguration").begin_object();
  writer.key("level").string(level(code.severity, false));
  writer.end_object();
  writer.end_object();
}

void write_driver(JsonReport& writer) {
  writer.key("tool").begin_object();
  writer.key("driver").begin_object();
  writer.key("name").string("probity");
  writer.key("version").string(PROBITY_VERSION);
  writer.key("rules").begin_array();
  for (const CodeEntry& code : all_codes()) write_rule(writer, code);
  writer.end_array();
  writer.end_object();
  writer.end_object();
}

void write_related(JsonReport& writer, const Diagnostic& diagnostic, const SourceMap& sources) {
  writer.key("relatedLocations").begin_array();
  for (std::size_t index = 0; index < diagnostic.labels.size(); ++index) {
    writer.begin_object();
    writer.key("id").number(index + 1);
    write_physical_location(writer, sources, diagnostic.labels[index].span);
    write_message(writer, "message", diagnostic.labels[index].text);
    writer.end_object();
  }
  writer.end_array();
}

void write_fix(JsonReport& writer, const Diagnostic& diagnostic, const SourceMap& sources) {
  const FixIt& fix = *diagnostic.fix;
  const SourceText& source = sources.at(fix.span.source);
  writer.key("fixes").begin_array().begin_object();
  const std::string description = !diagnostic.help.empty() ? diagnostic.help
                                  : fix.replacement.empty()
                                      ? "take it out"
                                      : fmt::format("write `{}`", fix.replacement);
  write_message(writer, "description", description);
  writer.key("artifactChanges").begin_array().begin_object();
  write_artifact(writer, source);
  writer.key("replacements").begin_array().begin_object();
  write_region(writer, "deletedRegion", source, fix.span);
  write_message(writer, "insertedContent", fix.replacement);
  writer.end_object().end_array();
  writer.end_object().end_array();
  writer.key("properties").begin_object().key("safe").boolean(fix.is_safe).end_object();
  writer.end_object().end_array();
}

void write_result(JsonReport& writer, const Diagnostic& diagnostic, const DiagnosticList& list) {
  const CodeEntry& code = entry(diagnostic.code);
  writer.begin_object();
  writer.key("ruleId").string(code.text);
  writer.key("ruleIndex").number(static_cast<std::uint64_t>(diagnostic.code));
  writer.key("level").string(level(code.severity, list.strict));
  std::string message = diagnostic.message;
  if (!diagnostic.label.empty()) message += fmt::format(" ({})", diagnostic.label);
  if (!diagnostic.help.empty()) message += fmt::format("\nhelp: {}", diagnostic.help);
  write_message(writer, "message", message);
  writer.key("locations").begin_array();
  if (diagnostic.span.source.is_present()) {
    writer.begin_object();
    write_physical_location(writer, list.sources, diagnostic.span);
    writer.end_object();
  }
  writer.end_array();
  if (!diagnostic.labels.empty()) write_related(writer, diagnostic, list.sources);
  if (diagnostic.fix) write_fix(writer, diagnostic, list.sources);
  writer.end_object();
}

void write_invocation(JsonReport& writer, const DiagnosticList& list) {
  writer.key("invocations").begin_array().begin_object();
  writer.key("executionSuccessful").boolean(true);
  writer.key("toolExecutionNotifications").begin_array();
  if (list.was_cut) {
    writer.begin_object();
    writer.key("level").string("warning");
    write_message(writer, "message",
                  fmt::format("there are more than {} diagnostics; the rest are left out",
                              Diagnostics::kMost));
    writer.end_object();
  }
  writer.end_array();
  writer.end_object().end_array();
}

bool is_unreserved(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

}  // namespace

std::string path_uri(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char byte : path) {
    if (is_unreserved(byte) || byte == '/') {
      uri += byte;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
  }
  return uri;
}

std::string diagnostics_sarif(const DiagnosticList& list) {
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_object();
  writer.key("$schema").string(kSarifSchema);
  writer.key("version").string("2.1.0");
  writer.key("runs").begin_array().begin_object();
  write_driver(writer);
  write_invocation(writer, list);
  writer.key("columnKind").string("utf16CodeUnits");
  writer.key("results").begin_array();
  for (const Diagnostic& diagnostic : list.diagnostics) write_result(writer, diagnostic, list);
  writer.end_array();
  writer.end_object().end_array();
  writer.end_object();
  return writer.take();
}

}  // namespace probity
