/** A text as one number, in small letters and digits: as EMR writes the name of a role into those of its service accounts. */
export function base36(text: string): string {
    return BigInt(`0x0${Buffer.from(text).toString("hex")}`).toString(36);
}
