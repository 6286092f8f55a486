#include "audit/log_writer.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "audit/checkpoint.h"
#include "audit/decisions.h"
#include "audit/log_file.h"
#include "audit/schema.h"
#include "audit/state.h"
#include "audit/writer_state.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// Tables, triggers, first leaf and checkpoint in one transaction, so that a file is a log or
/// empty.
std::optional<Error> fill_new_log(Database& database, const SigningKey& key, const Sources& sources,
                                  const std::optional<std::string>& continues) {
  database.begin_immediate(0);
  database.execute(fmt::format("PRAGMA application_id={}", kApplicationId).c_str());
  database.execute(fmt::format("PRAGMA user_version={}", kFormatVersion).c_str());
  for (const SchemaItem& item : kSchema) database.execute(std::string(item.sql).c_str());

  Appending appending(database, sources);
  appending.begin_new(key.verifier());
  const Receipt receipt = append_key(appending, key.verifier(), continues);
  if (appending.failure()) return appending.failure();
  const std::array signers{&key};
  if (appending.commit(signers) == CommitOutcome::kDurable) return std::nullopt;
  return appending.failure();
}

/// A file that goes away again unless it became a log.
class Unfinished {
 public:
  explicit Unfinished(const LogPath& path) : path_(path) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    if (!is_kept_) remove_log_file(path_);
  }
  void keep() { is_kept_ = true; }

 private:
  const LogPath& path_;
  bool is_kept_ = false;
};

/// Why this key does not append to this log, or not to this copy of it.
std::optional<Error> find_refusal(Database& database, const LogState& state, const VerifierKey& key,
                                  const std::optional<std::string>& at_least) {
  if (state.key == key) {
    return at_least ? check_growth(database, state, *at_least) : std::nullopt;
  }
  return Error{ErrorKind::kInput,
               fmt::format("the key is not the one of `{}`, which is signed with {}",
                           escape_untrusted(database.path()),
                           escape_untrusted(encode_verifier_key(state.key)))};
}

}  // namespace

std::optional<Error> create_log(const std::string& path, const SigningKey& key,
                                const Sources& sources, const std::optional<std::string>& continues,
                                const std::string& vfs) {
  if (continues) {
    const Result<SignedCheckpoint> last = parse_any_checkpoint(*continues);
    if (!last) return last.error();
  }
  const Result<LogPath> located = create_log_file(path);
  if (!located) return located.error();
  Unfinished file(located.value());
  if (auto obstacle = find_obstacle_to_appending(located.value())) return obstacle;
  Result<std::unique_ptr<Database>> database =
      Database::open(located.value(), OpenMode::kCreate, vfs);
  if (!database) return database.error();
  if (auto failure = fill_new_log(*database.value(), key, sources, continues)) return failure;
  file.keep();
  return std::nullopt;
}

AppendOutcome LogWriter::State::record(const std::function<std::vector<Receipt>(Appending&)>& fill,
                                       const SigningKey* successor) {
  if (database == nullptr) {
    return NotRecorded{{ErrorKind::kInputOutput,
                        "the log was closed after a commit that is in doubt; open it again"}};
  }
  std::optional<Error> reason;
  {
    Appending appending(*database, options.sources);
    appending.begin(options.busy_timeout_milliseconds, known);
    if (!appending.failure()) {
      // Another process may have brought another key since this one opened the log.
      std::optional<Error> refusal =
          find_refusal(*database, appending.state(), key.verifier(), options.at_least);
      if (refusal) appending.fail(*std::move(refusal));
    }
    std::vector<Receipt> receipts;
    if (!appending.failure()) receipts = fill(appending);
    if (!appending.failure()) {
      std::vector<const SigningKey*> signers{&key};
      if (successor != nullptr) signers.push_back(successor);
      switch (appending.commit(signers)) {
        case CommitOutcome::kDurable:
          known = appending.state();
          return Recorded{std::move(receipts), known->note};
        case CommitOutcome::kUndone:
          break;
        case CommitOutcome::kInDoubt:
          reason = appending.failure();
          break;
      }
    }
    if (!reason) {
      NotRecorded outcome{appending.failure().value_or(Error{})};
      database->roll_back();
      database->forget_failure();
      return outcome;
    }
  }
  database.reset();
  return InDoubt{*std::move(reason)};
}

Result<LogWriter> LogWriter::open(const std::string& path, SigningKey key, WriterOptions options) {
  Result<std::unique_ptr<Database>> database = open_log(path, OpenMode::kAppend, options.vfs);
  if (!database) return database.error();
  Database& log = *database.value();
  // One view of the log, while another process may append to it.
  log.execute("BEGIN");
  Result<LogState> state = read_state(log);
  std::optional<Error> mistake =
      state ? find_refusal(log, state.value(), key.verifier(), options.at_least)
            : std::optional(state.error());
  log.execute("COMMIT");
  if (!mistake) mistake = log.failure();
  if (mistake) return *std::move(mistake);
  return LogWriter(std::make_unique<State>(State{
      std::move(key), std::move(options), std::move(database).value(), std::move(state).value()}));
}

LogWriter::LogWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
LogWriter::LogWriter(LogWriter&& other) noexcept = default;
LogWriter& LogWriter::operator=(LogWriter&& other) noexcept = default;
LogWriter::~LogWriter() = default;

AppendOutcome LogWriter::append(const RuleSetRecord& rule_set, const DecisionContext& context,
                                std::span<const DecisionRecord> decisions) {
  if (decisions.empty()) return NotRecorded{{ErrorKind::kUsage, "there is nothing to record"}};
  return state_->record([&](Appending& appending) {
    return append_decisions(appending, rule_set, context, decisions);
  });
}

AppendOutcome LogWriter::append_override(const OverrideRecord& record,
                                         const std::string& operator_name) {
  return state_->record([&](Appending& appending) {
    return std::vector{audit::append_override(appending, record, operator_name)};
  });
}

AppendOutcome LogWriter::replace_key(SigningKey successor) {
  AppendOutcome outcome = state_->record(
      [&](Appending& appending) -> std::vector<Receipt> {
        const VerifierKey& now = state_->key.verifier();
        if (successor.verifier().name != now.name || successor.verifier() == now) {
          appending.fail(
              {ErrorKind::kUsage, fmt::format("a key is replaced by another key with the name `{}`",
                                              escape_untrusted(now.name))});
          return {};
        }
        return {append_key(appending, successor.verifier(), std::nullopt)};
      },
      &successor);
  if (std::holds_alternative<Recorded>(outcome)) state_->key = std::move(successor);
  return outcome;
}

}  // namespace probity::audit
