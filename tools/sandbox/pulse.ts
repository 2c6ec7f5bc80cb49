/** Whether anything is going on. The sandbox has no clock: what waits times out once nothing can change any more. */
import { setTimeout as sleep } from "node:timers/promises";

import { Refused, type Refusal } from "./refusal";

const POLL_MS = 10;

export class Pulse {
    private busy = 0;
    private activeAt = Date.now();
    private cancelled = false;

    /** @param patienceMs how long nothing may happen before a wait has timed out */
    public constructor(private readonly patienceMs: number) {}

    /** Runs something that others may wait for. */
    public async during<Result>(run: () => Promise<Result>): Promise<Result> {
        this.enter();
        try {
            return await run();
        } finally {
            this.leave();
        }
    }

    /**
     * Returns once there is no reason left to wait. Called within {@link during}; waiting is no activity.
     * @throws Refused with the reason, when nothing happens any more or the engine cancels.
     */
    public async until(reasonToWait: () => Refusal | undefined): Promise<void> {
        if (reasonToWait() === undefined) return;
        this.leave();
        try {
            for (;;) {
                await sleep(POLL_MS);
                const reason = reasonToWait();
                if (reason === undefined) return;
                if (this.cancelled)
                    throw new Refused({ ...reason, error: `cancelled while ${reason.error}` });
                if (this.isStill()) throw new Refused(reason);
            }
        } finally {
            this.enter();
        }
    }

    /** The engine wants everything under way to stop. */
    public cancel(): void {
        this.cancelled = true;
    }

    private isStill(): boolean {
        return this.busy === 0 && Date.now() - this.activeAt > this.patienceMs;
    }

    private enter(): void {
        this.busy += 1;
        this.activeAt = Date.now();
    }

    private leave(): void {
        this.busy -= 1;
        this.activeAt = Date.now();
    }
}
