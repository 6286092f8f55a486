#include "cases/variation.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cases/paths.h"
#include "dossier/json_edit.h"
#include "support/match.h"

namespace probity {

namespace {

bool is_object(std::string_view json) { return json.starts_with('{'); }

class Variation {
 public:
  Variation(std::string dossier, Diagnostics& diagnostics)
      : text_(std::move(dossier)), diagnostics_(diagnostics) {}

  bool apply(const CaseChange& change) {
    return match(
        change.content, [&](const SetChange& set) { return apply(set); },
        [&](const AddChange& add) { return apply(add); },
        [&](const CopyChange& copy) { return apply(copy); },
        [&](const RemoveChange& remove) { return apply(remove); },
        [&](const TakeChange& take) { return apply(take); });
  }

  [[nodiscard]] std::string take_text() { return std::move(text_); }

 private:
  bool apply(const SetChange& set) {
    const bool is_unknown = set.value == kUnknownJson;
    const auto holder = walk(set.place, set.place.keys.size() - 1, !is_unknown);
    if (!holder) return false;
    if (const auto* const element = std::get_if<std::uint32_t>(&set.place.keys.back())) {
      if (!find_element(set.place, set.place.keys.size() - 1, *holder, *element)) return false;
      return edit({set.place.pointer(), set.value});
    }
    if (!is_object(*holder)) return refuse_shape(set.place);
    if (!is_unknown) return edit({set.place.pointer(), set.value});
    if (!find_known(*holder, set.place.keys.back())) return refuse_unknown(set.place);
    return edit({set.place.pointer(), std::nullopt});
  }

  bool apply(const AddChange& add) {
    const auto list = walk(add.list, add.list.keys.size(), false);
    if (!list) return false;
    if (!json_elements(*list)) return refuse_shape(add.list);
    for (const std::string& value : add.values) append(add.list, value);
    return true;
  }

  bool apply(const CopyChange& copy) {
    CasePath list = copy.original;
    const auto element = std::get<std::uint32_t>(list.keys.back());
    list.keys.pop_back();
    const auto holder = walk(copy.original, list.keys.size(), false);
    if (!holder) return false;
    const auto original = find_element(copy.original, list.keys.size(), *holder, element);
    if (!original) return false;
    if (!is_object(*original)) return refuse_shape(copy.original);
    std::string further(*original);
    for (const JsonEdit& difference : copy.differences) {
      further = edit_json(further, difference).value();
    }
    append(list, std::move(further));
    return true;
  }

  bool apply(const RemoveChange& remove) {
    const std::size_t count = remove.element.keys.size() - 1;
    const auto holder = walk(remove.element, count, false);
    if (!holder) return false;
    const auto element = std::get<std::uint32_t>(remove.element.keys.back());
    if (!find_element(remove.element, count, *holder, element)) return false;
    return edit({remove.element.pointer(), std::nullopt});
  }

  bool apply(const TakeChange& take) {
    const auto set = walk(take.set, take.set.keys.size(), false);
    if (!set) return false;
    const auto values = json_elements(*set);
    if (!values) return refuse_shape(take.set);
    for (std::size_t index = 0; index < values->size(); ++index) {
      if ((*values)[index] != take.value) continue;
      return edit({fmt::format("{}/{}", take.set.pointer(), index), std::nullopt});
    }
    diagnostics_.add(Diagnostic{
        .code = Code::no_such_element,
        .span = take.span,
        .message = fmt::format("`{}` of the dossier does not hold it, so it cannot be taken away",
                               path_text(take.set.keys))});
    return false;
  }

  /// What can be edited was looked at before, so that no edit fails.
  bool edit(const JsonEdit& change) {
    text_ = edit_json(text_, change).value();
    return true;
  }

  void append(const CasePath& list, std::string value) {
    edit({list.pointer() + "/-", std::move(value)});
  }

  /// A fact of a record; absent where the dossier does not say it.
  static std::optional<std::string_view> find_known(std::string_view record, const CaseKey& key) {
    const auto found = find_json(record, CasePath{{key}, {}}.pointer());
    return found == kUnknownJson ? std::nullopt : found;
  }

  /// The value behind the first `count` keys; absent after a diagnostic. An absent record stands as
  /// an empty one where `may_make`.
  std::optional<std::string_view> walk(const CasePath& path, std::size_t count, bool may_make) {
    std::string_view at = text_;
    at.remove_prefix(std::min(at.find_first_not_of(" \t\r\n"), at.size()));
    for (std::size_t index = 0; index < count; ++index) {
      if (const auto* const element = std::get_if<std::uint32_t>(&path.keys[index])) {
        const auto value = find_element(path, index, at, *element);
        if (!value) return std::nullopt;
        at = *value;
        continue;
      }
      if (!is_object(at)) {
        refuse_shape(path);
        return std::nullopt;
      }
      const auto value = find_known(at, path.keys[index]);
      const bool is_record =
          index + 1 < path.keys.size() && std::holds_alternative<std::string>(path.keys[index + 1]);
      if (!value && !(may_make && is_record)) {
        refuse_absent(path, index + 1);
        return std::nullopt;
      }
      at = value.value_or("{}");
    }
    return at;
  }

  /// An element of the list `holder`, which stands behind the first `count` keys.
  std::optional<std::string_view> find_element(const CasePath& path, std::size_t count,
                                               std::string_view holder, std::uint32_t element) {
    const auto elements = json_elements(holder);
    if (!elements) {
      refuse_shape(path);
      return std::nullopt;
    }
    if (element < elements->size()) return (*elements)[element];
    report(Code::no_such_element, path,
           fmt::format(
               "`{}` has {} in the dossier; `[{}]` is beyond its end", name_of(path, count),
               elements->size() == 1 ? "1 element" : fmt::format("{} elements", elements->size()),
               element),
           "elements are counted from 0");
    return std::nullopt;
  }

  static std::string name_of(const CasePath& path, std::size_t count) {
    return path_text({path.keys.begin(), path.keys.begin() + static_cast<std::ptrdiff_t>(count)});
  }

  void refuse_absent(const CasePath& path, std::size_t count) {
    const std::string name = name_of(path, count);
    report(Code::no_such_element, path,
           fmt::format("the dossier gives no `{}`, so there is nothing in it to change", name),
           fmt::format("give it first: `{} is ...`", name));
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

  std::string text_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<std::string> with_changes(std::string dossier, const std::vector<CaseChange>& changes,
                                        Diagnostics& diagnostics) {
  Variation variation(std::move(dossier), diagnostics);
  for (const CaseChange& change : changes) {
    if (!variation.apply(change)) return std::nullopt;
  }
  return variation.take_text();
}

}  // namespace probity
