#include "cases/variation.h"

#include <string>

#include <fmt/format.h>

#include "cases/paths.h"
#include "support/match.h"

namespace probity {

namespace {

using Keys = std::vector<std::variant<std::string, std::uint32_t>>;

class Variation {
 public:
  Variation(JsonValue& dossier, Diagnostics& diagnostics)
      : dossier_(dossier), diagnostics_(diagnostics) {}

  bool apply(const CaseChange& change) {
    return match(
        change.content, [&](const SetChange& set) { return apply(set); },
        [&](const AddChange& add) { return apply(add); },
        [&](const CopyChange& copy) { return apply(copy); },
        [&](const RemoveChange& remove) { return apply(remove); },
        [&](const TakeChange& take) { return apply(take); });
  }

 private:
  bool apply(const SetChange& set) {
    JsonValue* const holder = walk(set.place, set.place.keys.size() - 1, !set.value.is_null());
    if (holder == nullptr) return false;
    if (const auto* const element = std::get_if<std::uint32_t>(&set.place.keys.back())) {
      JsonValue* const value =
          find_element(set.place, set.place.keys.size() - 1, *holder, *element);
      if (value == nullptr) return false;
      *value = set.value;
      return true;
    }
    auto* const object = std::get_if<JsonObject>(&holder->content);
    if (object == nullptr) return refuse_shape(set.place);
    const auto& key = std::get<std::string>(set.place.keys.back());
    const JsonValue* const present = find_member(*object, key);
    if (set.value.is_null() && (present == nullptr || present->is_null())) {
      return refuse_unknown(set.place);
    }
    set_member(*object, key, set.value);
    return true;
  }

  bool apply(const AddChange& add) {
    JsonValue* const holder = walk(add.list, add.list.keys.size(), false);
    if (holder == nullptr) return false;
    auto* const list = std::get_if<JsonList>(&holder->content);
    if (list == nullptr) return refuse_shape(add.list);
    list->insert(list->end(), add.values.begin(), add.values.end());
    return true;
  }

  bool apply(const CopyChange& copy) {
    JsonValue* const holder = walk(copy.original, copy.original.keys.size() - 1, false);
    if (holder == nullptr) return false;
    const auto element = std::get<std::uint32_t>(copy.original.keys.back());
    const JsonValue* const original =
        find_element(copy.original, copy.original.keys.size() - 1, *holder, element);
    if (original == nullptr) return false;
    JsonValue further = *original;
    auto* const object = std::get_if<JsonObject>(&further.content);
    if (object == nullptr) return refuse_shape(copy.original);
    for (const JsonMember& difference : copy.differences) {
      set_member(*object, difference.key, difference.value);
    }
    std::get<JsonList>(holder->content).push_back(std::move(further));
    return true;
  }

  bool apply(const RemoveChange& remove) {
    JsonValue* const holder = walk(remove.element, remove.element.keys.size() - 1, false);
    if (holder == nullptr) return false;
    const auto element = std::get<std::uint32_t>(remove.element.keys.back());
    if (find_element(remove.element, remove.element.keys.size() - 1, *holder, element) == nullptr) {
      return false;
    }
    auto& list = std::get<JsonList>(holder->content);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(element));
    return true;
  }

  bool apply(const TakeChange& take) {
    JsonValue* const holder = walk(take.set, take.set.keys.size(), false);
    if (holder == nullptr) return false;
    auto* const values = std::get_if<JsonList>(&holder->content);
    if (values == nullptr) return refuse_shape(take.set);
    const auto& taken_text = std::get<std::string>(take.value.content);
    const std::size_t taken =
        std::erase_if(*values, [&](const JsonValue& value) { return value.is_scalar(taken_text); });
    if (taken > 0) return true;
    diagnostics_.add(Diagnostic{
        .code = Code::no_such_element,
        .span = take.span,
        .message = fmt::format("`{}` of the dossier does not hold it, so it cannot be taken away",
                               path_text(take.set.keys))});
    return false;
  }

  /// The value behind the first `count` keys; null after a diagnostic. Absent records are made
  /// where `may_make`.
  JsonValue* walk(const CasePath& path, std::size_t count, bool may_make) {
    JsonValue* at = &dossier_;
    for (std::size_t index = 0; index < count; ++index) {
      if (const auto* const element = std::get_if<std::uint32_t>(&path.keys[index])) {
        at = find_element(path, index, *at, *element);
        if (at == nullptr) return nullptr;
        continue;
      }
      auto* const object = std::get_if<JsonObject>(&at->content);
      if (object == nullptr) {
        refuse_shape(path);
        return nullptr;
      }
      const auto& key = std::get<std::string>(path.keys[index]);
      JsonValue* next = find_member(*object, key);
      const bool is_absent = next == nullptr || next->is_null();
      const bool is_record =
          index + 1 < path.keys.size() && std::holds_alternative<std::string>(path.keys[index + 1]);
      if (is_absent && may_make && is_record) {
        set_member(*object, key, JsonValue{JsonObject{}});
        next = find_member(*object, key);
      } else if (is_absent) {
        refuse_absent(path, index + 1);
        return nullptr;
      }
      at = next;
    }
    return at;
  }

  /// An element of the list `holder`, which stands behind the first `count` keys.
  JsonValue* find_element(const CasePath& path, std::size_t count, JsonValue& holder,
                          std::uint32_t element) {
    auto* const list = std::get_if<JsonList>(&holder.content);
    if (list == nullptr) {
      refuse_shape(path);
      return nullptr;
    }
    if (element < list->size()) return &(*list)[element];
    const std::string name =
        path_text(Keys(path.keys.begin(), path.keys.begin() + static_cast<std::ptrdiff_t>(count)));
    report(Code::no_such_element, path,
           fmt::format("`{}` has {} in the dossier; `[{}]` is beyond its end", name,
                       list->size() == 1 ? "1 element" : fmt::format("{} elements", list->size()),
                       element),
           "elements are counted from 0");
    return nullptr;
  }

  bool refuse_absent(const CasePath& path, std::size_t count) {
    const std::string name =
        path_text(Keys(path.keys.begin(), path.keys.begin() + static_cast<std::ptrdiff_t>(count)));
    report(Code::no_such_element, path,
           fmt::format("the dossier gives no `{}`, so there is nothing in it to change", name),
           fmt::format("give it first: `{} is ...`", name));
    return false;
  }

  bool refuse_unknown(const CasePath& path) {
    report(Code::change_without_effect, path,
           fmt::format("`{}` is unknown already; a change changes something", path_text(path.keys)),
           "leave it out, or start from a dossier that gives it");
    return false;
  }

  /// The dossier holds something else than the vocabulary has there; its own refusal says more.
  bool refuse_shape(const CasePath& path) {
    report(Code::no_such_element, path,
           fmt::format("the dossier has something of another type on the way to `{}`",
                       path_text(path.keys)),
           "`probity check` says what is wrong with the dossier");
    return false;
  }

  void report(Code code, const CasePath& path, std::string message, std::string help) {
    diagnostics_.add(Diagnostic{
        .code = code, .span = path.span, .message = std::move(message), .help = std::move(help)});
  }

  JsonValue& dossier_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool apply_changes(const std::vector<CaseChange>& changes, JsonValue& dossier,
                   Diagnostics& diagnostics) {
  Variation variation(dossier, diagnostics);
  for (const CaseChange& change : changes) {
    if (!variation.apply(change)) return false;
  }
  return true;
}

}  // namespace probity
