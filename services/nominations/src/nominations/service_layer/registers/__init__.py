"""Handlers of the registers: who is the same person, the award history, initiatives."""

from collections.abc import Mapping

from chassis.handlers import CommandHandler
from nominations.domain.commands import Command
from nominations.domain.registers import history as asked_of_history
from nominations.domain.registers import initiatives as asked_of_initiatives
from nominations.domain.registers.same_person import DecideMatches
from nominations.service_layer.registers import erasing, history, history_imports, initiatives, persons

REGISTER_COMMANDS: Mapping[type[Command], CommandHandler] = {
    asked_of_history.AddEntry: history.add,
    asked_of_history.CorrectEntry: history.correct,
    asked_of_history.RevokeEntry: history.revoke,
    asked_of_history.WithdrawEntry: history.withdraw,
    asked_of_history.EraseEntry: erasing.erase_entry,
    asked_of_history.KeepHistoryImport: history_imports.keep,
    asked_of_history.TakeOverHistory: history_imports.take_over,
    DecideMatches: persons.decide,
    asked_of_initiatives.AddInitiative: initiatives.add,
    asked_of_initiatives.EditInitiative: initiatives.edit,
    asked_of_initiatives.WithdrawInitiative: initiatives.withdraw,
}
