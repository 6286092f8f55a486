// HTML as text: the only place where markup is made of words. Whatever is not a tag that this file
// writes is escaped, and tags nest.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probity {

/// Text as content of an element or of a quoted attribute: `&`, `<`, `>` and quotes as references;
/// what could reorder or hide what is read (escape_untrusted) as `\u{202e}`.
[[nodiscard]] std::string html_text(std::string_view text);

/// `address` where a reader may be led there: http and https. "" otherwise.
[[nodiscard]] std::string safe_address(std::string_view address);

/// Invariant: what was written is well-formed up to the elements that are open.
class HtmlWriter {
 public:
  struct Attribute {
    std::string_view name;
    std::string value;
  };

  HtmlWriter& open(std::string_view tag, const std::vector<Attribute>& attributes = {});
  HtmlWriter& close();  ///< the innermost open element
  HtmlWriter& text(std::string_view text);
  /// An element with text alone.
  HtmlWriter& element(std::string_view tag, std::string_view text,
                      const std::vector<Attribute>& attributes = {});
  /// `<br>`, `<meta ...>`: an element without content or end.
  HtmlWriter& single(std::string_view tag, const std::vector<Attribute>& attributes = {});
  HtmlWriter& link(const std::string& address, std::string_view text);
  /// Markup that an HtmlWriter made, or a constant of the program.
  HtmlWriter& markup(std::string_view markup);
  HtmlWriter& line_end() { return markup("\n"); }

  /// The markup; precondition: every element is closed. The writer is empty afterwards.
  [[nodiscard]] std::string take();

 private:
  void begin(std::string_view tag, const std::vector<Attribute>& attributes);

  std::string markup_;
  std::vector<std::string> open_;
};

}  // namespace probity
