#include "report/html.h"

#include <cassert>

#include "support/text.h"

namespace probity {

std::string html_text(std::string_view text) {
  std::string escaped;
  // Line ends and tabs are blanks here, not something that forges a line.
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find_first_of("\n\t");
    for (const char character : escape_untrusted(rest.substr(0, end))) {
      switch (character) {
        case '&':
          escaped += "&amp;";
          break;
        case '<':
          escaped += "&lt;";
          break;
        case '>':
          escaped += "&gt;";
          break;
        case '"':
          escaped += "&quot;";
          break;
        case '\'':
          escaped += "&#39;";
          break;
        default:
          escaped += character;
      }
    }
    if (end == std::string_view::npos) break;
    escaped += rest[end];
    rest.remove_prefix(end + 1);
  }
  return escaped;
}

std::string safe_address(std::string_view address) {
  const bool is_safe = address.starts_with("http://") || address.starts_with("https://");
  return is_safe ? std::string(address) : std::string();
}

void HtmlWriter::begin(std::string_view tag, const std::vector<Attribute>& attributes) {
  markup_ += '<';
  markup_ += tag;
  for (const Attribute& attribute : attributes) {
    markup_ += ' ';
    markup_ += attribute.name;
    markup_ += "=\"";
    markup_ += html_text(attribute.value);
    markup_ += '"';
  }
  markup_ += '>';
}

HtmlWriter& HtmlWriter::open(std::string_view tag, const std::vector<Attribute>& attributes) {
  begin(tag, attributes);
  open_.emplace_back(tag);
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  assert(!open_.empty());
  markup_ += "</";
  markup_ += open_.back();
  markup_ += '>';
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  markup_ += html_text(text);
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view tag, std::string_view text,
                                const std::vector<Attribute>& attributes) {
  return open(tag, attributes).text(text).close();
}

HtmlWriter& HtmlWriter::single(std::string_view tag, const std::vector<Attribute>& attributes) {
  begin(tag, attributes);
  return *this;
}

HtmlWriter& HtmlWriter::link(const std::string& address, std::string_view text) {
  return element("a", text, {{"href", address}});
}

HtmlWriter& HtmlWriter::markup(std::string_view markup) {
  markup_ += markup;
  return *this;
}

std::string HtmlWriter::take() {
  assert(open_.empty());
  return std::exchange(markup_, {});
}

}  // namespace probity
