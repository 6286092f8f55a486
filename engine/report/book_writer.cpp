#include "report/book_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/wording.h"
#include "support/match.h"

namespace probity {

void BookWriter::name_link(const Declared& declared, std::string_view from_module) {
  const std::string module = module_of(program_, declared);
  std::string name = full_name(program_, declared);
  // What stands in the same module is called by its name there.
  if (module == from_module && name.starts_with(module + ".") &&
      !std::holds_alternative<PrevalenceId>(declared)) {
    name.erase(0, module.size() + 1);
  }
  open("a", {{"href", address_of(program_, declared)}}).element("code", name).close();
}

void BookWriter::name_links(std::span<const Declared> declared, std::string_view from_module) {
  bool is_first = true;
  for (const Declared& item : declared) {
    if (!is_first) text(", ");
    is_first = false;
    name_link(item, from_module);
  }
}

void BookWriter::laws(const std::vector<Citation>& laws) {
  for (std::size_t index = 0; index < laws.size(); ++index) {
    const Citation& law = laws[index];
    const bool is_first = index == 0 || laws[index - 1].act != law.act;
    if (is_first) {
      if (index > 0) single("br");
      link(act_address(program_, law.act), program_[law.act].title);
    }
    text(", ").text(law.reference);
    const bool is_last = index + 1 == laws.size() || laws[index + 1].act != law.act;
    const std::string address = safe_address(program_[law.act].eli);
    if (is_last && !address.empty()) {
      text(" ").open("span", {{"class", "eli"}}).link(address, "ELI").close();
    }
  }
}

void BookWriter::window(const Window& window) { text(window_words(window)); }

void BookWriter::reading(const ReadingCondition& condition) {
  name_link(condition.interpretation, "");
  text(" is ").element("code", program_[condition.interpretation].readings[condition.reading].name);
}

// ---- clauses -----------------------------------------------------------------------------------

void BookWriter::source(std::span<const NodeId> nodes, Shape shape) {
  if (nodes.empty()) return;
  Span whole = program_[nodes.front()].span;
  for (const NodeId node : nodes) {
    whole.begin = std::min(whole.begin, program_[node].span.begin);
    whole.end = std::max(whole.end, program_[node].span.end);
  }
  open("code", {{"class", shape == Shape::kBlock ? "source" : "inline"}});
  linked(whole);
  close();
}

namespace {

/// Lines of a clause moved to the left, as far as the one that stands furthest there.
std::size_t margin_of(const SourceText& source, Span span) {
  const std::string_view text = source.text(span);
  std::size_t margin = source.position(span.begin).column - 1;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    const std::size_t begin = text.find_first_not_of(' ', at + 1);
    if (begin == std::string_view::npos || text[begin] == '\n') continue;
    margin = std::min(margin, begin - at - 1);
  }
  return margin;
}

std::string without_margin(std::string_view text, std::size_t margin) {
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    result += text.substr(at, end + 1 - at);
    at = end + 1;
    for (std::size_t taken = 0; taken < margin && at < text.size() && text[at] == ' '; ++taken)
      ++at;
  }
  result += text.substr(at);
  return result;
}

}  // namespace

/// The text of the rules, with a link for each name that is mentioned in it.
void BookWriter::linked(Span span) {
  const SourceText& source = program_.sources.at(span.source);
  const std::size_t margin = margin_of(source, span);
  const std::size_t column = source.position(span.begin).column - 1;
  text(std::string(column - margin, ' '));
  const std::vector<Mention>& mentions = material_.references.mentions;
  const auto first = std::ranges::lower_bound(
      mentions, std::pair(span.source, span.begin), {},
      [](const Mention& mention) { return std::pair(mention.span.source, mention.span.begin); });
  std::uint32_t at = span.begin;
  for (auto mention = first; mention != mentions.end(); ++mention) {
    if (mention->span.source != span.source || mention->span.end > span.end) break;
    text(without_margin(source.text({span.source, at, mention->span.begin}), margin));
    link(address_of(program_, mention->declared), source.text(mention->span));
    at = mention->span.end;
  }
  text(without_margin(source.text({span.source, at, span.end}), margin));
}

void BookWriter::texts(const Template& template_text) {
  open("q");
  for (const auto& part : template_text.parts) {
    match(
        part, [&](const std::string& words) { text(words); },
        [&](NodeId value) {
          open("code", {{"class", "value"}});
          linked(program_[value].span);
          close();
        });
  }
  close();
}

// ---- declarations ------------------------------------------------------------------------------

void BookWriter::section(std::string_view title) {
  sections_.emplace_back(title);
  element("h2", title, {{"id", fmt::format("section-{}", sections_.size())}}).line_end();
}

std::string BookWriter::section_links() const {
  HtmlWriter writer;
  writer.open("ul", {{"class", "sections"}});
  for (std::size_t index = 0; index < sections_.size(); ++index) {
    writer.open("li").link(fmt::format("#section-{}", index + 1), sections_[index]).close();
  }
  return writer.close().line_end().take();
}

void BookWriter::begin_declaration(const Declared& declared, std::string_view title) {
  const std::string anchor = anchor_of(program_, declared);
  const std::string_view noun = noun_of(program_, declared);
  open("section", {{"id", anchor}, {"class", fmt::format("declaration {}", noun)}});
  open("h3").link("#" + anchor, title).close().line_end();
  open("p", {{"class", "name"}}).element("code", full_name(program_, declared));
  text(" ").element("span", noun, {{"class", "noun"}}).close().line_end();
}

void BookWriter::end_declaration(const Declared& declared) {
  const auto named = material_.references.named_by.find(declared);
  if (named != material_.references.named_by.end()) {
    open("p", {{"class", "used"}}).text("Used by ");
    name_links(named->second, module_of(program_, declared));
    close().line_end();
  }
  close().line_end();
}

// ---- explanations ------------------------------------------------------------------------------

void BookWriter::markdown(std::string_view text) {
  bool in_list = false;
  std::string block;
  const auto end_block = [&] {
    if (block.empty()) return;
    open(in_list ? "li" : "p");
    inline_markdown(block);
    close().line_end();
    block.clear();
  };
  const auto end_list = [&] {
    end_block();
    if (in_list) close().line_end();
    in_list = false;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool is_item = line.starts_with("- ") || line.starts_with("* ");
    if (line.find_first_not_of(' ') == std::string_view::npos) {
      end_list();
    } else if (is_item) {
      if (!in_list) {
        end_block();
        open("ul").line_end();
        in_list = true;
      }
      end_block();
      block = line.substr(2);
    } else {
      block += (block.empty() ? "" : " ") + std::string(line);
    }
  }
  end_list();
}

/// Words in backticks are code; all others stand as they are.
void BookWriter::inline_markdown(std::string_view words) {
  while (true) {
    const std::size_t begin = words.find('`');
    const std::size_t end = begin == std::string_view::npos ? begin : words.find('`', begin + 1);
    if (end == std::string_view::npos) break;
    text(words.substr(0, begin));
    element("code", words.substr(begin + 1, end - begin - 1));
    words.remove_prefix(end + 1);
  }
  text(words);
}

}  // namespace probity
