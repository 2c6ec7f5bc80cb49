/** Every control and reliability rule the kit knows of: carried by all planned environments, or left alone. */
import type { CarriedControl, LeftAlone } from "./controls/control";
import { CONTROL_PLANE } from "./controls/control-plane";
import { KARPENTER_AND_ADDONS } from "./controls/karpenter";
import { LEFT_ALONE } from "./controls/left-alone";
import { NETWORK_AND_CLUSTER } from "./controls/network";
import { RELIABILITY } from "./controls/reliability";
import { SECURITY } from "./controls/security";

export const CARRIED: readonly CarriedControl[] = [
    ...CONTROL_PLANE,
    ...SECURITY,
    ...NETWORK_AND_CLUSTER,
    ...RELIABILITY,
    ...KARPENTER_AND_ADDONS,
];
export const ALONE: readonly LeftAlone[] = LEFT_ALONE;

const numbered = (letter: "C" | "R", numbers: readonly number[]): string[] =>
    numbers.map((number) => `${letter}${String(number).padStart(2, "0")}`);

/** Security controls (C) and reliability rules (R). Numbers that are missing were never given. */
export const CONTROL_IDS: readonly string[] = [
    ...numbered(
        "C",
        [1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 14, 15, 16, 17, 19, 20, 22, 23, 25, 27, 29, 30, 32, 33],
    ),
    ...numbered(
        "C",
        [36, 37, 38, 40, 42, 43, 44, 47, 48, 49, 50, 51, 52, 53, 55, 56, 58, 59, 60, 62, 63, 64],
    ),
    ...numbered("C", [65, 67, 68, 69, 70, 71, 73, 74, 75, 76, 77, 80, 81, 83]),
    ...numbered("R", [1, 4, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17, 19, 21, 22, 24, 25, 26, 28, 31, 32, 33, 34]),
    ...numbered("R", [36, 37, 39, 40, 41, 42, 43]),
];
