"""The words for errors about the machine: disk, memory, devices."""

from __future__ import annotations

from bertsum_app.core import errors
from bertsum_app.gui.error_words.common import Parameters, Words, WordsFor, translate
from bertsum_app.gui.reasons import reason_words


def _resource(params: Parameters) -> Words:
    return (
        translate("Messages", "The computer lacks something that is needed"),
        translate("Messages", "Close other programs and try again."),
    )


def _disk_full(params: Parameters) -> Words:
    return (
        translate("Messages", "The disk is full"),
        translate(
            "Messages", "There was no room left for {path}. Free some space and try again."
        ).format(path=params["path"]),
    )


def _folder_not_writable(params: Parameters) -> Words:
    return (
        translate("Messages", "A folder cannot be written to"),
        translate(
            "Messages",
            "The system refused {path}. Give yourself the right to write there, "
            "or choose another place, and try again.",
        ).format(path=params["path"]),
    )


def _nothing_kept(params: Parameters) -> Words:
    return (
        translate("Messages", "Settings and history will not be kept"),
        translate(
            "Messages",
            "BertSum may not write into {path}. You can work all the same. To have things kept, "
            "give yourself the right to write there, or move the program to another place.",
        ).format(path=params["path"]),
    )


def _no_room_to_keep(params: Parameters) -> Words:
    return (
        translate("Messages", "The disk is full"),
        translate(
            "Messages",
            "There is no room for {path}. You can work all the same, but what is new may not be kept: "
            "history, settings, what you type. Each start takes longer. Free some space on that disk.",
        ).format(path=params["path"]),
    )


def _device_unavailable(params: Parameters) -> Words:
    return (
        translate("Messages", "The device {device} cannot be used").format(device=params["device"]),
        translate("Messages", "{reason}. The processor (CPU) always works.").format(
            reason=reason_words(params["reason"])
        ),
    )


def _training_not_included(params: Parameters) -> Words:
    return (
        translate("Messages", "Training is not in this edition"),
        translate(
            "Messages",
            "Get the full edition of BertSum from where you got this one; your settings, models and "
            "history stay where they are.",
        ),
    )


def _out_of_memory(params: Parameters) -> Words:
    return (
        translate("Messages", "There was not enough memory"),
        translate("Messages", "Close other programs, or work on a shorter text, and try again."),
    )


MACHINE_WORDS: WordsFor = {
    errors.ResourceError: _resource,
    errors.DiskFull: _disk_full,
    errors.FolderNotWritable: _folder_not_writable,
    errors.NothingKept: _nothing_kept,
    errors.NoRoomToKeep: _no_room_to_keep,
    errors.DeviceUnavailable: _device_unavailable,
    errors.TrainingNotIncluded: _training_not_included,
    errors.OutOfMemory: _out_of_memory,
}
