"""Load, decide, evolve, save, tell: one handler per command, the table here."""

from collections.abc import Mapping

from chassis.handlers import CommandHandler
from review.domain import commands
from review.service_layer.command_handlers import desk, opinions, steps

COMMAND_HANDLERS: Mapping[type, CommandHandler] = {
    commands.AcceptCases: steps.accept,
    commands.ReturnCases: steps.return_cases,
    commands.RepinCases: steps.repin,
    commands.RecordVerdicts: steps.record_verdicts,
    commands.IssueDecision: steps.issue,
    commands.DeclineCases: steps.decline,
    commands.CloseCases: steps.close,
    commands.RefuseWithdrawals: steps.refuse_withdrawals,
    commands.RevokeAwards: steps.revoke,
    commands.AskOpinions: opinions.ask,
    commands.AnswerOpinion: opinions.answer,
    commands.WithdrawOpinions: opinions.withdraw,
    commands.JoinDesk: desk.join,
    commands.LeaveDesk: desk.leave,
    commands.AssignCases: desk.assign,
    commands.ReleaseCases: desk.release,
    commands.TickRows: desk.tick,
}
