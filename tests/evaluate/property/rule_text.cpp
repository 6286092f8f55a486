#include "tests/evaluate/property/rule_text.h"

namespace probity::property {

std::string text_of(const Fragment& fragment) {
  std::string text;
  for (std::size_t index = 0; index < fragment.pieces.size(); ++index) {
    text += fragment.pieces[index];
    if (index < fragment.children.size()) text += text_of(fragment.children[index]);
  }
  return text;
}

std::string text_of(const RuleFile& file) {
  std::string text = file.head + "\n";
  for (const Fragment& declaration : file.declarations) text += "\n" + text_of(declaration) + "\n";
  return text;
}

}  // namespace probity::property
