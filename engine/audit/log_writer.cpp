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

std::optional<Error> check_key(const Database& database, const LogState& state,
                               const VerifierKey& key) {
  if (state.key == key) return std::nullopt;
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
  std::optional<Error> failure = find_obstacle_to_appending(located.value());
  if (!failure) {
    Result<std::unique_ptr<Database>> database =
        Database::open(located.value(), OpenMode::kCreate, vfs);
    failure = database ? fill_new_log(*database.value(), key, sources, continues)
                       : std::optional(database.error());
  }
  if (failure) remove_log_file(located.value());
  return failure;
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
      if (auto mistake = check_key(*database, appending.state(), key.verifier())) {
        appending.fail(*std::move(mistake));
      }
    }
    if (!appending.failure() && options.at_least) {
      if (auto mistake = check_growth(*database, appending.state(), *options.at_least)) {
        appending.fail(*std::move(mistake));
      }
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
      state ? check_key(log, state.value(), key.verifier()) : std::optional(state.error());
  if (!mistake && options.at_least) mistake = check_growth(log, state.value(), *options.at_least);
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

Result<std::string> LogWriter::checkpoint() {
  Database* const database = state_->database.get();
  if (database == nullptr) return Error{ErrorKind::kInputOutput, "the log was closed"};
  Result<LogState> state = read_state(*database, state_->known);
  database->forget_failure();
  if (!state) return state.error();
  return std::move(state).value().note;
}

}  // namespace probity::audit
