#include "check/names.h"

#include <algorithm>

namespace probity {

bool Visible::contains(std::string_view module) const {
  return std::find(modules.begin(), modules.end(), module) != modules.end();
}

const DeclaredName* NameTable::add(DeclaredName name) {
  if (const DeclaredName* earlier = find_in(name.space, name.module, name.name)) return earlier;
  names_.push_back(std::move(name));
  const DeclaredName& added = names_.back();
  by_name_[{added.space, added.name}].push_back(&added);
  return nullptr;
}

std::vector<const DeclaredName*> NameTable::find_anywhere(NameSpace space,
                                                          std::string_view name) const {
  const auto found = by_name_.find({space, std::string(name)});
  return found == by_name_.end() ? std::vector<const DeclaredName*>() : found->second;
}

std::vector<const DeclaredName*> NameTable::find(NameSpace space, std::string_view name,
                                                 const Visible& visible) const {
  std::vector<const DeclaredName*> found = find_anywhere(space, name);
  std::erase_if(found,
                [&](const DeclaredName* declared) { return !visible.contains(declared->module); });
  return found;
}

const DeclaredName* NameTable::find_in(NameSpace space, std::string_view module,
                                       std::string_view name) const {
  for (const DeclaredName* declared : find_anywhere(space, name)) {
    if (declared->module == module) return declared;
  }
  return nullptr;
}

std::vector<std::string_view> NameTable::names_in(NameSpace space, const Visible& visible) const {
  std::vector<std::string_view> names;
  for (const DeclaredName& declared : names_) {
    if (declared.space == space && visible.contains(declared.module)) {
      names.emplace_back(declared.name);
    }
  }
  return names;
}

}  // namespace probity
