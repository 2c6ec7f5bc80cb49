/**
 * Amounts as tiles that fill a rectangle, each as square as it can be.
 * Source: Bruls, Huizing, van Wijk, Squarified Treemaps, 2000.
 */

export interface Tile<Item> {
    readonly item: Item;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

interface Sized<Item> {
    readonly item: Item;
    readonly area: number;
}

interface Room {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export function treemap<Item>(
    items: readonly Item[],
    amountOf: (item: Item) => number,
    room: Pick<Room, "height" | "width">,
): Tile<Item>[] {
    const positive = items.filter((item) => amountOf(item) > 0);
    const sum = positive.reduce((all, item) => all + amountOf(item), 0);
    const scale = (room.width * room.height) / sum;
    const sized = positive
        .map((item): Sized<Item> => ({ item, area: amountOf(item) * scale }))
        .sort((a, b) => b.area - a.area);
    return filled(sized, { x: 0, y: 0, ...room });
}

/** Row after row along the shorter side: a row ends where one more tile would make its tiles longer. */
function filled<Item>(sized: readonly Sized<Item>[], whole: Room): Tile<Item>[] {
    const tiles: Tile<Item>[] = [];
    let [room, at] = [whole, 0];
    while (at < sized.length) {
        const side = Math.min(room.width, room.height);
        let end = at + 1;
        while (
            end < sized.length &&
            worst(sized.slice(at, end + 1), side) <= worst(sized.slice(at, end), side)
        )
            end++;
        const row = sized.slice(at, end);
        tiles.push(...laid(row, room));
        room = without(room, areaOf(row));
        at = end;
    }
    return tiles;
}

function areaOf<Item>(row: readonly Sized<Item>[]): number {
    return row.reduce((sum, { area }) => sum + area, 0);
}

function worst<Item>(row: readonly Sized<Item>[], side: number): number {
    const thickness = areaOf(row) / side;
    return Math.max(...row.map(({ area }) => Math.max(thickness ** 2 / area, area / thickness ** 2)));
}

function laid<Item>(row: readonly Sized<Item>[], { height, width, x, y }: Room): Tile<Item>[] {
    const area = areaOf(row);
    let along = 0;
    return row.map(({ area: own, item }): Tile<Item> => {
        const [before, share] = [along, own / area];
        along += share;
        return width >= height
            ? { item, x, y: y + before * height, width: area / height, height: share * height }
            : { item, x: x + before * width, y, width: share * width, height: area / width };
    });
}

function without({ height, width, x, y }: Room, area: number): Room {
    if (width >= height) return { x: x + area / height, y, width: width - area / height, height };
    return { x, y: y + area / width, width, height: height - area / width };
}
