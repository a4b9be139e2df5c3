"""Trains the model of bigram.mlir in PyTorch, on batches that the same generator chooses, and prints what ane-run train
should report: make_bigram_reference.py LICENSE > bigram-reference.csv"""

import sys

import torch

ROWS, LENGTH, STEPS, MICROBATCHES, WARMUP, SEED = 4, 32, 16, 2, 4, 7
PEAK, LOWEST, HELD_OUT, EVERY = 30.0, 3.0, 0.2, 8
MASK = (1 << 64) - 1


class Generator:
    """splitmix64"""

    def __init__(self, seed):
        self.state = seed

    def below(self, count):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) * count) >> 64


def rows_at(text, places):
    rows = torch.tensor([list(text[place : place + LENGTH + 1]) for place in places])
    return rows[:, :-1], rows[:, 1:]


def main():
    text = open(sys.argv[1], "rb").read()
    trained = len(text) - int(len(text) * HELD_OUT)
    table = torch.zeros(256, 256, requires_grad=True)
    optimizer = torch.optim.SGD([table], lr=PEAK)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS - WARMUP, eta_min=LOWEST)
    generator = Generator(SEED)

    logits = []

    def loss_of(ids, targets):
        logits.append(table[ids].flatten(0, 1))
        return torch.nn.functional.cross_entropy(logits[-1], targets.flatten())

    # As many full batches of rows as there are, evenly spread, at most eight.
    possible = len(text) - trained - LENGTH
    windows = min(ROWS * 8, -(-possible // LENGTH)) // ROWS * ROWS
    held = [trained + possible * i // windows for i in range(windows)]

    print("step,loss,held_out_loss,learning_rate,clamped,grad_norm")
    for step in range(STEPS):
        if step < WARMUP:
            optimizer.param_groups[0]["lr"] = PEAK * (step + 1) / WARMUP
        elif step == WARMUP:
            optimizer.param_groups[0]["lr"] = PEAK
        rate = optimizer.param_groups[0]["lr"]
        optimizer.zero_grad()
        total, clamped = 0.0, 0
        for _ in range(MICROBATCHES):
            loss = loss_of(*rows_at(text, [generator.below(trained - LENGTH) for _ in range(ROWS)])) / MICROBATCHES
            logits[-1].retain_grad()
            loss.backward()
            clamped += (logits[-1].grad * MICROBATCHES < -0.00776).sum().item()
            total += loss.item()
        norm = table.grad.norm().item()
        optimizer.step()
        if step >= WARMUP:
            schedule.step()
        evaluated = ""
        if (step + 1) % EVERY == 0:
            with torch.no_grad():
                losses = [loss_of(*rows_at(text, held[i : i + ROWS])).item() for i in range(0, windows, ROWS)]
            evaluated = f"{sum(losses) / len(losses):.8f}"
        print(f"{step + 1},{total:.8f},{evaluated},{rate:.8f},{clamped},{norm:.8f}")


main()
