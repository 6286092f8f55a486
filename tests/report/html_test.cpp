#include "report/html.h"

#include <doctest/doctest.h>

namespace probity::test {
namespace {

TEST_CASE("text cannot become markup, in content or in an attribute") {
  CHECK(html_text("<b> & \"a\" 'b'") == "&lt;b&gt; &amp; &quot;a&quot; &#39;b&#39;");
  HtmlWriter writer;
  writer.element("p", "</p><script>", {{"title", "\" onclick=\"x"}});
  CHECK(writer.take() == "<p title=\"&quot; onclick=&quot;x\">&lt;/p&gt;&lt;script&gt;</p>");
}

TEST_CASE("line ends and tabs stay, and what hides or reorders text is shown") {
  CHECK(html_text("a\n\tb") == "a\n\tb");
  CHECK(html_text("a\u202Eb") == "a\\u{202e}b");
  CHECK(html_text("") == "");
}

TEST_CASE("only addresses of the web are led to") {
  CHECK(safe_address("http://data.europa.eu/eli/reg/2025/1106/oj") ==
        "http://data.europa.eu/eli/reg/2025/1106/oj");
  CHECK(safe_address("https://a") == "https://a");
  CHECK(safe_address("javascript:alert(1)").empty());
  CHECK(safe_address(" https://a").empty());
  CHECK(safe_address("data:text/html,x").empty());
  CHECK(safe_address("").empty());
}

TEST_CASE("elements nest") {
  HtmlWriter writer;
  writer.open("ul").open("li").link("a.html#b", "c").close().close();
  CHECK(writer.take() == "<ul><li><a href=\"a.html#b\">c</a></li></ul>");
}

}  // namespace
}  // namespace probity::test
