#include "report/book.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/book_style.h"
#include "report/book_writer.h"
#include "report/page.h"
#include "report/wording.h"

namespace probity {
namespace {

std::string title_of_set(const Program& program) {
  const RuleSetIdentity& rules = program.identity;
  return rules.title.empty() ? rules.name : rules.title;
}

/// The titles of a module's rules, behind a line that can be opened.
void write_rule_list(BookWriter& writer, std::string_view module) {
  const Program& program = writer.program();
  std::vector<RuleId> rules;
  for (std::size_t index = 0; index < program.rules.size(); ++index) {
    if (module_of(program, RuleId(index)) == module) rules.emplace_back(index);
  }
  if (rules.empty()) return;
  writer.open("details").element("summary", count_text(rules.size(), "rule", "rules"));
  writer.open("ul", {{"class", "contents"}}).line_end();
  for (const RuleId rule : rules) {
    writer.open("li").link("#" + anchor_of(program, rule), program[rule].title).close().line_end();
  }
  writer.close().close().line_end();
}

/// Norms first, which is what a reader looks for, then the values that they name, then the facts.
std::string module_body(const Program& program, const BookMaterial& material,
                        const BookMaterial::Module& module) {
  BookWriter content(program, material);
  write_norms(content, module.name);
  write_values(content, module.name);
  write_vocabulary(content, module.name);

  BookWriter writer(program, material);
  writer.element("h1", module.title.empty() ? module.name : module.title).line_end();
  writer.open("p", {{"class", "name"}}).text("module ").element("code", module.name).close();
  writer.line_end();
  writer.markup(content.section_links());
  write_rule_list(writer, module.name);
  writer.markup(content.take());
  return writer.take();
}

std::size_t count_in(const Program& program, const std::string& module,
                     const std::vector<Declared>& all, std::string_view noun) {
  return static_cast<std::size_t>(std::ranges::count_if(all, [&](const Declared& declared) {
    return noun_of(program, declared) == noun && module_of(program, declared) == module;
  }));
}

/// "23 rules, 4 parameters and 11 definitions"
std::string summary_of(const Program& program, const std::string& module,
                       const std::vector<Declared>& all) {
  constexpr std::pair<std::string_view, std::string_view> kNouns[] = {
      {"rule", "rules"},           {"exception", "exceptions"},
      {"parameter", "parameters"}, {"figure", "figures"},
      {"table", "tables"},         {"definition", "definitions"},
      {"group", "groups"},         {"interpretation", "contested points"},
      {"record", "records"},       {"enum", "lists of values"}};
  std::vector<std::string> words;
  for (const auto& [noun, plural] : kNouns) {
    const std::size_t count = count_in(program, module, all, noun);
    if (count > 0) words.push_back(fmt::format("{} {}", count, count == 1 ? noun : plural));
  }
  return join_words(words, "and");
}

void write_instrument(BookWriter& writer, InstrumentId id) {
  const Program& program = writer.program();
  const Instrument& instrument = program[id];
  const std::string label = instrument_label(program, instrument.name);
  writer.open("h2").link(address_of(program, id), instrument.name);
  if (!label.empty()) writer.text(", ").text(label);
  writer.close().line_end();
  const std::string window = window_words(instrument.effective);
  if (!window.empty()) writer.element("p", window, {{"class", "facts"}}).line_end();
  writer.open("ul", {{"class", "contents"}}).line_end();
  for (std::size_t index = 0; index < program.rules.size(); ++index) {
    const Rule& rule = program.rules[index];
    if (std::ranges::find(rule.instruments, id) == rule.instruments.end()) continue;
    writer.open("li").link(address_of(program, RuleId(index)), rule.title);
    writer.text(" ").element("span", short_law_text(program, rule.laws), {{"class", "facts"}});
    writer.close().line_end();
  }
  writer.close().line_end();
}

}  // namespace

std::string cover_body(const Program& program, const BookMaterial& material) {
  BookWriter writer(program, material);
  const RuleSetIdentity& rules = program.identity;
  writer.element("h1", title_of_set(program)).line_end();
  writer.open("p", {{"class", "facts"}}).element("code", rules.name);
  writer.text(fmt::format(" {}, sha256 {}", rules.version, rules.sha256)).close().line_end();
  writer.element("p",
                 "The rules as the program applies them, each with the article that it follows. "
                 "They paraphrase the law, whose own text prevails.");
  writer.line_end().element("h2", "Modules").line_end();
  const std::vector<Declared> all = all_declared(program);
  writer.open("ul", {{"class", "contents"}}).line_end();
  for (const BookMaterial::Module& module : material.modules) {
    writer.open("li").link(module_page(module.name),
                           module.title.empty() ? module.name : module.title);
    writer.text(" ").element("span", summary_of(program, module.name, all), {{"class", "facts"}});
    writer.close().line_end();
  }
  writer.close().line_end();
  for (std::size_t index = 0; index < program.instruments.size(); ++index) {
    write_instrument(writer, InstrumentId(index));
  }
  return writer.take();
}

std::string book_document(const Program& program, std::string_view title, std::string_view body) {
  HtmlWriter writer;
  writer.markup("<!DOCTYPE html>\n").open("html", {{"lang", "en"}}).line_end();
  writer.open("head").line_end().single("meta", {{"charset", "utf-8"}}).line_end();
  writer.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  writer.line_end().single("meta", {{"name", "generator"}, {"content", "probity doc"}});
  const std::string set = title_of_set(program);
  writer.line_end().element("title", title == set ? set : fmt::format("{}: {}", title, set));
  writer.line_end().open("style").markup(kBookStyle).close().line_end().close().line_end();
  writer.open("body").line_end();
  writer.open("nav", {{"class", "top"}}).open("ul");
  writer.open("li").link(std::string(kBookIndex), "Contents").close();
  writer.open("li").link(std::string(kBookArticles), "Articles").close();
  writer.open("li").link(std::string(kBookNames), "Names").close();
  writer.close().close().line_end();
  writer.open("main").line_end().markup(body).close().line_end();
  writer.close().line_end().close().line_end();
  return writer.take();
}

std::vector<BookFile> render_book(const Program& program, const BookMaterial& material) {
  std::vector<BookFile> files;
  const auto add = [&](std::string name, std::string_view title, const std::string& body) {
    files.push_back({std::move(name), book_document(program, title, body)});
  };
  add(std::string(kBookIndex), title_of_set(program), cover_body(program, material));
  for (const BookMaterial::Module& module : material.modules) {
    add(module_page(module.name), module.title.empty() ? module.name : module.title,
        module_body(program, material, module));
  }
  add(std::string(kBookArticles), "Index of the articles", articles_body(program, material));
  add(std::string(kBookNames), "Index of the names", names_body(program, material));
  return files;
}

}  // namespace probity
