/** Amounts as Kubernetes writes them. */

/** Source: Kubernetes API Reference, Quantity. */
const FACTORS: Readonly<Record<string, number>> = {
    "": 1,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** Cores, bytes or a count; undefined when the text is no amount. */
export function amountOf(text: string | undefined): number | undefined {
    const [, amount, unit = ""] = /^(\d+(?:\.\d+)?(?:[eE]\d+)?)([a-zA-Z]*)$/.exec(text ?? "") ?? [];
    const factor = FACTORS[unit];
    return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
