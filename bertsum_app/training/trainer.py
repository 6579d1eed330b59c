"""The training loop: streams of batches in, checkpoints and events out.

The same loop runs on two CPU cores and on one large GPU. On a GPU nothing in a step waits for the
device: losses stay tensors until they are reported.
"""

from __future__ import annotations

import contextlib
import logging
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import AppError, CorpusEmpty, LossDiverged, RunIncompatible
from bertsum_app.corpus.batches import NO_TARGET, Batch, Seq2SeqBatch
from bertsum_app.model.bertsum import BertSum
from bertsum_app.text.tokenizer import SpecialTokens
from bertsum_app.training.average import WeightAverage
from bertsum_app.training.config import Stage, TrainConfig
from bertsum_app.training.control import RunControl
from bertsum_app.training.events import (
    CheckpointSaved,
    EventSink,
    MemoryShort,
    RunPaused,
    RunResumed,
    RunStarted,
    RunStopped,
    Sampled,
    StageStarted,
    TrainProgress,
    Validated,
)
from bertsum_app.training.gradients import Gradients
from bertsum_app.training.group import ALONE, Group
from bertsum_app.training.learning import learning_of
from bertsum_app.training.memory import peak_bytes
from bertsum_app.training.meter import Meter, Reading, add_readings
from bertsum_app.training.optimizer import build_optimizer, set_learning_rates
from bertsum_app.training.precision import Precision
from bertsum_app.training.preparation import check_readings, make_module
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.state import (
    Progress,
    load_checkpoint,
    save_checkpoint,
    save_network,
    save_progress,
)
from bertsum_app.training.supply import StepSupply, supply_steps
from bertsum_app.training.tasks import TaskMix, dev_batches, has_dev_file
from bertsum_app.training.utilisation import measure_peak, training_operations

#: What a network makes of some examples at a step; leaves it in evaluation mode.
Sample = Callable[[BertSum, int, CancelToken], Sampled]

logger = logging.getLogger(__name__)

#: A step longer than this was a pause (a stopped process, a sleeping laptop): the budget of the
#: run is training time, so a pause counts as no more than this.
_LONGEST_STEP_S = 30.0
_TERA = 1e12
_KEEP_CHECKPOINTS = 3
_STEPS_AHEAD = 8
_STOP_REASONS = ("", "signal", "finish", "converged", "budget", "steps")


class Trainer:
    """One run, from wherever it stands to its budget or its stop."""

    def __init__(
        self,
        run: RunFolder,
        config: TrainConfig,
        packed: Path,
        special: SpecialTokens,
        emit: EventSink,
        *,
        device: torch.device,
        initialize: Callable[[BertSum], None] | None = None,
        teacher: BertSum | None = None,
        sample: Sample | None = None,
        group: Group = ALONE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make the network, or restore it from the run's last checkpoint.

        Args:
            run: where checkpoints go.
            config: what to do.
            packed: folder of packed token files.
            special: the special ids of the vocabulary they are written in.
            emit: told of every event, on this thread.
            device: where to compute.
            initialize: fills a fresh network (a warm start); on resuming, only one whose checkpoints
                are adapters.
            teacher: what the network is held to on familiar examples (see `TaskConfig`).
            sample: tells at every validation what the network makes of some examples.
            group: the processes that train this network together.
            clock: seconds, for tests.

        Raises:
            RunIncompatible: the checkpoint belongs to another configuration, or a step's batches
                cannot be shared out evenly.
            PackedCorpusDamaged, CorpusEmpty: the packed files do not serve the tasks.
        """
        if config.accumulation % group.size:
            reason = (
                f"accumulation={config.accumulation} cannot be shared by {group.size} processes"
            )
            raise RunIncompatible(path=run.folder, reason=reason)
        self._run = run
        self._group = group
        self._sample = sample
        self._config = config
        self._emit = emit
        self._device = device
        self._clock = clock
        self._packed = packed
        self._special = special
        checkpoints = run.checkpoints()
        # Checkpoints of adapters do not have what they are adapters of.
        if checkpoints and not config.adapter_rank:
            initialize = None
        self.module = make_module(config, device, initialize=initialize, teacher=teacher)
        group.start_alike(self.module)
        self._optimizer = build_optimizer(self.module, config)
        self._mix = TaskMix(
            packed,
            config.tasks,
            special,
            vocab_size=config.model.vocab_size,
            seed=config.seed,
            first_stage_steps=config.first_stage_steps,
        )
        decay = config.average_decay
        self._average = WeightAverage(self.module, decay) if decay else None
        self.progress = Progress()
        if checkpoints:
            self.progress = load_checkpoint(
                checkpoints[-1], self.module, self._optimizer, self._average
            )
            self._mix.restore(self.progress.streams)
        check_readings(self._mix.streams, config, self.module.model, packed)
        # Alike networks, but not alike dropout.
        if group.rank:
            torch.manual_seed(config.seed + group.rank)
        self._dev_streams = self._open_dev_streams()
        self._meter = Meter(started_s=self.progress.active_s)
        self._rates: dict[str, float] = {}
        self._norm = torch.zeros(())  # of the last step's gradient
        self._peak: float | None = None
        self._precision = Precision(self.module, device, bf16=config.bf16)
        self._gradients = Gradients(self._precision, device, self._tell_of_memory)

    def train(self, cancel: CancelToken, control: RunControl | None = None) -> RunStopped:
        """Train until the budget is used or `cancel` is set; both end with a checkpoint.

        `control` can pause the run, ask for a checkpoint now, and end it early.

        Raises:
            LossDiverged: the loss is no longer a number; the last checkpoint stands.
            OutOfMemory: there is none for a single example; the last checkpoint stands.
            ResourceError: a checkpoint could not be written.
        """
        config, progress = self._config, self.progress
        self._peak = measure_peak(self._device)
        self._emit(
            RunStarted(
                step=progress.step,
                parameters=self.module.model.parameter_count,
                learning=sum(each.numel() for each in learning_of(self.module)),
                device=str(self._device),
                threads=torch.get_num_threads(),
                max_minutes=config.max_minutes,
                peak_teraflops=None if self._peak is None else round(self._peak / _TERA, 1),
            )
        )
        control = control or RunControl(cancel)
        if config.stages > 1 and not progress.step:
            self._tell_of_stage(config.stage_of(1))
        if config.validate_every_steps and not progress.step and self._group.leads:
            self._look_at_network(cancel)
        next_checkpoint = progress.active_s + config.checkpoint_every_s
        next_validation = progress.active_s + config.validate_every_s
        last = self._clock()
        self._precision.module.train()
        # A GPU is kept busy only if its next batches are ready; a CPU has no core to spare for it.
        ahead = 0 if self._device.type == "cpu" else _STEPS_AHEAD
        with supply_steps(self._mix, progress.step + 1, config.accumulation, ahead=ahead) as supply:
            while not (reason := self._agreed_stop(cancel, control)):
                self._step(next(supply))
                now = self._clock()
                progress.active_s += min(now - last, _LONGEST_STEP_S)
                last = now
                if progress.step % config.log_every_steps == 0:
                    self._report()
                if not self._group.leads:
                    continue
                # Before the checkpoint, which then knows how the validation came out.
                if self._validation_due(next_validation):
                    self._look_at_network(cancel)
                    next_validation = progress.active_s + config.validate_every_s
                    last = self._clock()
                if progress.active_s >= next_checkpoint or control.take_save():
                    self.save()
                    next_checkpoint = progress.active_s + config.checkpoint_every_s
                if control.paused:
                    self._pause(control)
                    last = self._clock()
        stopped = RunStopped(progress.step, reason, progress.active_s, progress.target_tokens)
        if not self._group.leads:
            return stopped
        self.save()
        # Somebody who calls the run off does not wait for figures; by steps, the last ones are there.
        if reason != "signal" and not self._validated_now:
            self._look_at_network(cancel)
            # Whoever goes on from the checkpoint is to know whether its network is the best.
            save_progress(self._run.checkpoint(progress.step), progress)
        self._emit(stopped)
        return stopped

    def save(self) -> None:
        """Write a checkpoint of the present step."""
        self._check_finite(self._meter.read())
        self._check_norm()
        path = self._run.checkpoint(self.progress.step)
        if not path.exists():
            save_checkpoint(path, self.module, self._optimizer, self.progress, self._average)
        self._run.prune(_KEEP_CHECKPOINTS)
        # Only now: until this checkpoint stood, a resume would have asked for the best before it.
        self._run.prune_best(self.progress.best_step)
        self._emit(CheckpointSaved(self.progress.step, str(path)))

    def _pause(self, control: RunControl) -> None:
        self.save()
        self._emit(RunPaused(self.progress.step))
        control.wait_while_paused()
        self._emit(RunResumed(self.progress.step))

    def _validation_due(self, next_validation_s: float) -> bool:
        every = self._config.validate_every_steps
        if every:
            return self.progress.step % every == 0
        return self.progress.active_s >= next_validation_s

    @property
    def _validated_now(self) -> bool:
        every = self._config.validate_every_steps
        return bool(every) and self.progress.step % (every or 1) == 0

    def _look_at_network(self, cancel: CancelToken) -> None:
        """Validate what would be shipped, keep the best, and tell what it makes of the samples."""
        with self._as_shipped():
            self._judge(self.validate())
            if self._sample is None:
                return
            try:
                self._emit(self._sample(self.module.model, self.progress.step, cancel))
            except (Cancelled, AppError) as error:
                # The samples are there to be looked at; nothing that is learnt depends on them.
                logger.info("no samples at step %d: %s", self.progress.step, error)
            finally:
                self._precision.module.train()

    @contextlib.contextmanager
    def _as_shipped(self) -> Iterator[None]:
        """Within, the network has the average for its weights, where there is one."""
        if self._average is None:
            yield
            return
        with self._average.in_place():
            self._precision.take_weights()
            yield
        self._precision.take_weights()

    def _judge(self, validated: Validated) -> None:
        """Keep the network if it is the best so far, and count how long none was."""
        progress = self.progress
        if not self._config.keep_best or not validated.loss:
            return
        # Of two stages each is judged by what it learns.
        kinds = self._config.stage_of(progress.step).kinds
        loss = sum(value for kind, value in validated.loss.items() if kind in kinds)
        if progress.best_loss is not None and loss >= progress.best_loss:
            progress.stale_validations += 1
            return
        progress.best_loss, progress.best_step = loss, progress.step
        progress.stale_validations = 0
        path = self._run.best_checkpoint(progress.step)
        if not path.exists():
            save_network(path, self.module)

    def validate(self) -> Validated:
        """Mean loss (without smoothing) and accuracy of each task on development batches.

        The batches are the same ones at every call, so that figures of one run compare.

        Raises:
            LossDiverged: a loss is no number.
        """
        self._precision.module.eval()
        meter = Meter()
        with torch.no_grad(), self._precision.kernels():
            for kind, batches in self._dev_streams.items():
                for batch in batches:
                    meter.add(kind, self._precision.module(batch, self._device))
        self._precision.module.train()
        reading = meter.read()
        # No loss is less than one that is no number: such a network would be kept as the best.
        self._check_finite(reading)
        event = Validated(
            self.progress.step, self.progress.active_s, reading.mean_loss(), reading.accuracy()
        )
        self._emit(event)
        return event

    def _open_dev_streams(self) -> dict[str, list[Batch]]:
        config = self._config
        batches: dict[str, list[Batch]] = {}
        for task in config.tasks:
            if task.share <= 0 or not has_dev_file(self._packed, task):
                continue
            with contextlib.suppress(CorpusEmpty):  # no development example short enough
                batches[task.kind] = dev_batches(
                    self._packed,
                    task,
                    self._special,
                    vocab_size=config.model.vocab_size,
                    most=config.validation_batches,
                )
        return batches

    def _agreed_stop(self, cancel: CancelToken, control: RunControl) -> str:
        """Why all processes stop now, or "". Time is the first one's, for rates go by it."""
        reason = self._stop_reason(cancel, control)
        told = self._group.agree(
            {"stop": _STOP_REASONS.index(reason), "active_s": self.progress.active_s}, self._device
        )
        self.progress.active_s = told["active_s"]
        return _STOP_REASONS[int(told["stop"])]

    def _stop_reason(self, cancel: CancelToken, control: RunControl) -> str:
        if cancel.cancelled:
            return "signal"
        if control.finishing:
            return "finish"
        patience = self._config.patience
        last_stage = self._config.stage_of(self.progress.step).number == self._config.stages
        if patience is not None and last_stage and self.progress.stale_validations >= patience:
            return "converged"
        if self.progress.active_s >= self._config.max_minutes * 60:
            return "budget"
        limit = self._config.max_steps
        return "steps" if limit is not None and self.progress.step >= limit else ""

    def _step(self, supply: StepSupply) -> None:
        config, progress = self._config, self.progress
        stage = config.stage_of(supply.step)
        if stage.number > 1 and stage.begins_with(supply.step):
            self._begin(stage)
        progress.step = supply.step
        elapsed = progress.active_s / (config.max_minutes * 60)
        rates = set_learning_rates(self._optimizer, config, progress.step, elapsed)
        batches = self._group.share(supply.batches)
        for part in self._gradients.add(batches, 1.0 / config.accumulation):
            familiar = isinstance(part.batch, Seq2SeqBatch) and part.batch.familiar
            self._meter.add(
                "familiar" if familiar else supply.kind,
                part.result,
                training_operations(
                    config.model,
                    part.batch,
                    encoder_learns="encoder" in config.learning_parts,
                ),
            )
        progress.target_tokens += sum(map(target_tokens, supply.batches))
        self._precision.give_gradients()
        self._group.add_gradients(self.module.parameters())
        self._norm = torch.nn.utils.clip_grad_norm_(
            self.module.parameters(), config.clip_norm, foreach=True
        )
        # On a GPU looking would make every step wait; there each checkpoint looks before it is written.
        if self._device.type == "cpu":
            self._check_norm()
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self._precision.take_weights()
        if self._average is not None:
            self._average.follow(progress.step)
        self._rates = rates
        progress.streams = supply.states_after

    def _tell_of_memory(self, parts: int, again: bool) -> None:
        self._emit(MemoryShort(self.progress.step, parts, again))

    def _begin(self, stage: Stage) -> None:
        """Nothing is carried over from the stage before but the network."""
        self._optimizer.state.clear()
        if self._average is not None:
            self._average = WeightAverage(self.module, self._config.average_decay)
        self.progress.best_loss, self.progress.stale_validations = None, 0
        self._tell_of_stage(stage)

    def _tell_of_stage(self, stage: Stage) -> None:
        if self._group.leads:
            stages = self._config.stages
            self._emit(StageStarted(self.progress.step, stage.number, stages, stage.kinds))

    def _check_finite(self, reading: Reading) -> None:
        if not all(math.isfinite(value) for value in reading.loss.values()):
            raise LossDiverged(step=self.progress.step)

    def _check_norm(self) -> None:
        if not math.isfinite(float(self._norm)):
            raise LossDiverged(step=self.progress.step)

    def _report(self) -> None:
        reading = add_readings(self._group.gather(self._meter.read()))
        self._check_finite(reading)
        seconds = max(self.progress.active_s - self._meter.started_s, 1e-9)
        speed = reading.operations / seconds
        peak = None if self._peak is None else self._peak * self._group.size
        self._emit(
            TrainProgress(
                step=self.progress.step,
                active_s=round(self.progress.active_s, 1),
                loss=reading.mean_loss(),
                accuracy=reading.accuracy(),
                learning_rate=self._rates,
                target_tokens=self.progress.target_tokens,
                target_tokens_per_s=round(reading.targets.get("translate", 0) / seconds, 1),
                tokens_per_s=round(reading.tokens / seconds, 1),
                teraflops=round(speed / _TERA, 3),
                share_of_peak=None if peak is None else round(speed / peak, 4),
                memory_bytes=peak_bytes(self._device),
            )
        )
        self._meter = Meter(started_s=self.progress.active_s)


def target_tokens(batch: Batch) -> int:
    """How many tokens the decoder is to predict in `batch`."""
    return int((batch.target_outputs != NO_TARGET).sum()) if isinstance(batch, Seq2SeqBatch) else 0
