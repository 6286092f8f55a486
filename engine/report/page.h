// Page: plain text in lines of at most 80 columns, wrapped by display width, with colours where a
// terminal shows them. Every string that is laid out here is escaped here, unless it is a message
// that quotes what it escaped itself; nothing else may write a dossier's or a rule's words into a
// report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/render.h"

namespace probity {

inline constexpr std::size_t kPageColumns = 80;

/// What a piece of text is to the reader; its colour follows from it.
enum class Tone : std::uint8_t { kPlain, kStrong, kFaint, kGood, kBad, kOpen, kNote };

/// Whether a text still has characters that must not reach a terminal. A message that was built
/// with escapes has none, and escaped once more it would show them doubled.
enum class Escaping : std::uint8_t { kNeeded, kDone };

/// `text` in lines of at most `columns`, broken at blanks and, where a word is longer than a line,
/// inside it. Blanks and line ends in `text` are one blank. At least one line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns,
                                            Escaping escaping = Escaping::kNeeded);

/// The part of a Markdown text before its first blank line, on one line.
[[nodiscard]] std::string first_paragraph(std::string_view text);
/// Its first sentence, without its full stop.
[[nodiscard]] std::string first_sentence(std::string_view text);

/// "1 fact", "2 facts": counts as people write them.
[[nodiscard]] std::string count_text(std::size_t count, std::string_view singular,
                                     std::string_view plural);

/// Invariant: every line that it holds is free of control characters other than its own colours.
class Page {
 public:
  explicit Page(Colour colour) : colour_(colour) {}

  /// A label, then text that wraps to the right of it. The label takes `label_columns`; one that is
  /// longer has a line of its own.
  struct Entry {
    std::size_t indent = 0;
    std::string label;
    std::size_t label_columns = 0;
    std::string text;
    Tone label_tone = Tone::kPlain;
    Tone tone = Tone::kPlain;
    Escaping escaping = Escaping::kNeeded;  ///< of the text; a label is always escaped
  };

  void blank();  ///< an empty line, never two in a row and none at the top
  void line(std::size_t indent, std::string_view text, Tone tone = Tone::kPlain);  ///< wraps
  void entry(const Entry& entry);
  /// Several pieces on one line, each in its tone; wraps only where they do not fit.
  struct Piece {
    std::string text;
    Tone tone = Tone::kPlain;
  };
  void pieces(std::size_t indent, const std::vector<Piece>& pieces);
  /// A heading with a rule to the right margin.
  void heading(std::string_view text);
  /// Lines that keep their blanks and breaks, such as the source of a rule.
  void verbatim(std::size_t indent, std::string_view text, Tone tone = Tone::kPlain);
  /// Lines that another renderer laid out and escaped, such as those of a diagnostic.
  void rendered(std::string_view lines);
  /// One line with a prefix of our own drawing and continuation, such as a branch of a tree.
  void branch(std::string_view prefix, std::string_view continuation, std::string_view text,
              Tone tone = Tone::kPlain);

  /// The text without empty lines at its end; the page is empty afterwards.
  [[nodiscard]] std::string take();

 private:
  void append(std::string_view text, Tone tone);
  void end_line();

  Colour colour_;
  std::string text_;
};

}  // namespace probity
