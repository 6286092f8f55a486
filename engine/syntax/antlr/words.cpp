#include "syntax/antlr/words.h"

#include "grammar/ProbityLexer.h"
#include "syntax/parser.h"

namespace probity::syntax {

namespace {

using grammar::ProbityLexer;

/// Byte offsets of code points, for ANTLR's positions; the identity where all is ASCII.
class ByteOffsets {
 public:
  ByteOffsets(std::string_view text, std::uint32_t base) : base_(base) {
    bool is_ascii = true;
    for (const char byte : text) is_ascii = is_ascii && static_cast<unsigned char>(byte) < 0x80;
    if (is_ascii) return;
    offsets_.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool continues = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
      if (!continues) offsets_.push_back(static_cast<std::uint32_t>(at));
    }
    offsets_.push_back(static_cast<std::uint32_t>(text.size()));
  }

  [[nodiscard]] std::uint32_t at(std::size_t code_point) const {
    if (offsets_.empty()) return base_ + static_cast<std::uint32_t>(code_point);
    return base_ + offsets_[std::min(code_point, offsets_.size() - 1)];
  }

 private:
  std::uint32_t base_;
  std::vector<std::uint32_t> offsets_;
};

}  // namespace

Words split_words(std::string_view text, std::uint32_t offset) {
  const ByteOffsets offsets(text, offset);
  antlr4::ANTLRInputStream input{std::string(text)};
  ProbityLexer lexer(&input);
  // The simulator is driven directly: a CommonToken for each blank and word costs more than all
  // else.
  auto* const simulator = lexer.getInterpreter<antlr4::atn::LexerATNSimulator>();

  Words words;
  words.list.reserve(text.size() / 6 + 16);
  std::uint32_t last_end = offset;
  for (;;) {
    // Most of a file is indentation, and this is quicker than the simulator.
    for (std::size_t next = input.LA(1); next == ' ' || next == '\n'; next = input.LA(1))
      input.consume();
    const std::size_t begin = input.index();
    std::size_t type = simulator->match(&input, antlr4::Lexer::DEFAULT_MODE);
    if (type == ProbityLexer::BLANK || type == ProbityLexer::COMMENT) continue;
    if (type == ProbityLexer::DOC) {
      words.docs.push_back(DocLine{static_cast<std::uint32_t>(words.list.size()), offsets.at(begin),
                                   offsets.at(input.index())});
      continue;
    }
    if (words.list.size() >= kMaxTokens && type != antlr4::Token::EOF) {
      words.was_cut = true;
      type = antlr4::Token::EOF;
    }
    Word& word = words.list.emplace_back();
    word.type = type;
    word.begin = offsets.at(begin);
    word.end = type == antlr4::Token::EOF ? word.begin : offsets.at(input.index());
    word.index = static_cast<std::uint32_t>(words.list.size() - 1);
    const std::string_view gap = text.substr(last_end - offset, word.begin - last_end);
    word.starts_line = words.list.size() == 1 || gap.find('\n') != std::string_view::npos;
    last_end = word.end;
    if (type == antlr4::Token::EOF) return words;
  }
}

Word& WordStream::word(ssize_t offset) {
  const std::size_t index = offset > 0 ? at_ + static_cast<std::size_t>(offset) - 1
                                       : at_ - static_cast<std::size_t>(-offset);
  return index < end_ ? words_[index] : end_word_;
}

antlr4::Token* WordStream::LT(ssize_t offset) {
  if (offset < 0 && at_ < begin_ + static_cast<std::size_t>(-offset)) return nullptr;
  return &word(offset);
}

antlr4::Token* WordStream::get(std::size_t index) const {
  return index < end_ ? &words_[index] : &end_word_;
}

}  // namespace probity::syntax
