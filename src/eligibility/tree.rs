//! The ladder of questions as a picture: a tree from left to right, in SVG, which needs no style and no script.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::ladder::{Ladder, Next};
use crate::text::escape::escape;
use crate::text::wrap::wrap;

/// How many boxes a picture may have that somebody looks at.
const MOST_BOXES: usize = 150;
/// A part that is reached in several ways is drawn once, and named elsewhere, where that saves at least so many outcomes.
const SHARED_FROM: usize = 3;

/// The size of letters in boxes, in pixels, and how far lines are apart.
const BOX_TEXT: (f32, f32) = (13.0, 17.0);
/// The same beside lines.
const EDGE_TEXT: (f32, f32) = (12.0, 15.0);
/// The widest lines of text in boxes, and beside lines.
const BOX_WIDTH: f32 = 126.0;
const EDGE_WIDTH: f32 = 92.0;
/// From the border of a box to its text.
const PADDING: (f32, f32) = (10.0, 8.0);
/// From a box to the line that leads down from it, and from there to what stands beside a line.
const TRUNK: f32 = 11.0;
const BESIDE: f32 = 7.0;
/// Between a box and the one below it.
const BETWEEN: f32 = 12.0;
const MARGIN: f32 = 6.0;

/// What a picture says. The functions name questions, answers and outcomes.
pub struct Labels<'a> {
    /// What the names of its parts in the document begin with.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// The same in a sentence, for those who do not see it.
    pub description: &'a str,
    /// A question, by its number.
    pub question: &'a dyn Fn(usize) -> String,
    /// Answers to a question, by their classes.
    pub answers: &'a dyn Fn(usize, &[u16]) -> String,
    /// An outcome, by its number.
    pub outcome: &'a dyn Fn(usize) -> String,
    /// That it goes on at the box with a number, which asks a question.
    pub on_to: &'a dyn Fn(usize, &str) -> String,
}

/// A box.
struct Item {
    kind: ItemKind,
    lines: Vec<String>,
    /// What stands beside the line that leads here.
    label: Vec<String>,
    depth: usize,
    below: Vec<Item>,
    width: f32,
    /// Its middle.
    y: f32,
}

enum ItemKind {
    /// A question, with a number where others lead on to it.
    Question(Option<usize>),
    Outcome(usize),
    /// What is drawn elsewhere.
    OnTo,
}

/// The picture of a ladder; nothing where it would be too large to look at. `outcomes` is how many there are, the best one first.
pub fn svg(ladder: &Ladder, outcomes: usize, labels: &Labels<'_>) -> Option<String> {
    let mut drawing =
        Drawing { ladder, labels, leaves: leaves(ladder), numbers: vec![None; ladder.steps.len()], boxes: 0 };
    drawing.number();
    let mut drawn = vec![false; ladder.steps.len()];
    let mut root = drawing.item(ladder.first, Vec::new(), 0, &mut drawn)?;
    let bottom = place(&mut root, MARGIN);
    let (mut columns, mut gaps) = (Vec::new(), Vec::new());
    widths(&root, &mut columns, &mut gaps);
    let mut lefts = Vec::new();
    let mut right = MARGIN;
    for (column, gap) in columns.iter().zip(&gaps) {
        right += gap;
        lefts.push(right);
        right += column;
    }
    let (width, height) = (right + MARGIN, bottom + MARGIN);
    let (mut lines, mut boxes) = (String::new(), String::new());
    draw(&root, &lefts, &columns, outcomes, &mut lines, &mut boxes);
    let Labels { id, title, description, .. } = labels;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"elig-tree\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" fill=\"currentColor\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-text\">{}</desc>\n\
         <path d=\"{lines}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.45\" stroke-width=\"1.5\"/>\n{boxes}</svg>\n",
        escape(title),
        escape(description),
        id = escape(id),
    ))
}

struct Drawing<'a> {
    ladder: &'a Ladder,
    labels: &'a Labels<'a>,
    /// How many outcomes would be drawn below each step.
    leaves: Vec<usize>,
    /// The number of each step that is drawn once.
    numbers: Vec<Option<usize>>,
    boxes: usize,
}

/// How many outcomes each step has below it, where nothing is shared.
fn leaves(ladder: &Ladder) -> Vec<usize> {
    let mut leaves: Vec<usize> = Vec::with_capacity(ladder.steps.len());
    for step in &ladder.steps {
        let each = step.branches.iter().map(|branch| match branch.next {
            Next::Step(step) => leaves[step],
            Next::Outcome(_) => 1,
        });
        leaves.push(each.fold(0, usize::saturating_add));
    }
    leaves
}

impl Drawing<'_> {
    /// Numbers what is reached in several ways and large enough, in the order in which it is met.
    fn number(&mut self) {
        let mut ways = vec![0; self.ladder.steps.len()];
        for step in &self.ladder.steps {
            for branch in &step.branches {
                if let Next::Step(next) = branch.next {
                    ways[next] += 1;
                }
            }
        }
        let mut met = vec![false; ways.len()];
        let mut open = vec![self.ladder.first];
        let mut number = 0;
        while let Some(next) = open.pop() {
            let Next::Step(step) = next else { continue };
            if std::mem::replace(&mut met[step], true) {
                continue;
            }
            if ways[step] > 1 && self.leaves[step] >= SHARED_FROM {
                number += 1;
                self.numbers[step] = Some(number);
            }
            open.extend(self.ladder.steps[step].branches.iter().rev().map(|branch| branch.next));
        }
    }

    fn item(&mut self, next: Next, label: Vec<String>, depth: usize, drawn: &mut [bool]) -> Option<Item> {
        self.boxes += 1;
        if self.boxes > MOST_BOXES {
            return None;
        }
        let mut below = Vec::new();
        let (kind, text) = match next {
            Next::Outcome(outcome) => (ItemKind::Outcome(outcome), (self.labels.outcome)(outcome)),
            Next::Step(at) => {
                let ladder = self.ladder;
                let step = &ladder.steps[at];
                let question = (self.labels.question)(step.question);
                match self.numbers[at] {
                    Some(number) if drawn[at] => (ItemKind::OnTo, (self.labels.on_to)(number, &question)),
                    number => {
                        drawn[at] = true;
                        for branch in &step.branches {
                            let label = (self.labels.answers)(step.question, &branch.answers);
                            let label = wrap(&label, EDGE_WIDTH, letter(EDGE_TEXT.0));
                            below.push(self.item(branch.next, label, depth + 1, drawn)?);
                        }
                        (ItemKind::Question(number), question)
                    }
                }
            }
        };
        let lines = wrap(&text, BOX_WIDTH, letter(BOX_TEXT.0));
        let width = widest(&lines, BOX_TEXT.0) + 2.0 * PADDING.0;
        Some(Item { kind, lines, label, depth, below, width, y: 0.0 })
    }
}

impl Item {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * BOX_TEXT.1 + 2.0 * PADDING.1
    }

    /// How much room it needs above its middle, where the label of its line stands.
    fn above(&self) -> f32 {
        (self.label.len() as f32 * EDGE_TEXT.1 + 4.0).max(self.height() / 2.0)
    }

    fn shift(&mut self, by: f32) {
        self.y += by;
        self.below.iter_mut().for_each(|item| item.shift(by));
    }
}

/// Places an item and all below it from `top` on; gives where they end.
fn place(item: &mut Item, top: f32) -> f32 {
    let mut bottom = top;
    for (number, child) in item.below.iter_mut().enumerate() {
        bottom = place(child, if number == 0 { bottom } else { bottom + BETWEEN });
    }
    let first = top + item.above();
    item.y = match (item.below.first(), item.below.last()) {
        (Some(top), Some(bottom)) => (top.y + bottom.y) / 2.0,
        _ => first,
    };
    if item.y < first {
        let by = first - item.y;
        item.shift(by);
        bottom += by;
    }
    bottom.max(item.y + item.height() / 2.0)
}

/// The width of each column of boxes, and of what stands before it.
fn widths(item: &Item, columns: &mut Vec<f32>, gaps: &mut Vec<f32>) {
    if columns.len() <= item.depth {
        columns.resize(item.depth + 1, 0.0);
        gaps.resize(item.depth + 1, 0.0);
    }
    columns[item.depth] = item.width.max(columns[item.depth]);
    if item.depth > 0 {
        let gap = TRUNK + BESIDE + widest(&item.label, EDGE_TEXT.0) + BESIDE;
        gaps[item.depth] = gap.max(gaps[item.depth]);
    }
    item.below.iter().for_each(|child| widths(child, columns, gaps));
}

/// Draws an item and all below it: the lines that lead from it, and the boxes.
fn draw(item: &Item, lefts: &[f32], columns: &[f32], outcomes: usize, lines: &mut String, boxes: &mut String) {
    let (left, top, height) = (lefts[item.depth], item.y - item.height() / 2.0, item.height());
    // Colours are helped by words: every box says what it is.
    let (class, look, radius) = match item.kind {
        ItemKind::Question(_) => {
            ("question", "fill-opacity=\"0.05\" stroke=\"currentColor\" stroke-opacity=\"0.6\"".to_owned(), 6.0)
        }
        ItemKind::OnTo => (
            "on-to",
            "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\" stroke-dasharray=\"4 3\"".to_owned(),
            6.0,
        ),
        ItemKind::Outcome(outcome) => {
            let (class, colour) = match outcome {
                0 => ("best", "var(--elig-best, #2da44e)"),
                last if last + 1 == outcomes => ("last", "var(--elig-last, #8c959f)"),
                _ => ("between", "var(--elig-between, #bf8700)"),
            };
            let look = format!("fill=\"{colour}\" fill-opacity=\"0.16\" stroke=\"{colour}\" stroke-width=\"1.5\"");
            (class, look, 15.0)
        }
    };
    let _ = writeln!(
        boxes,
        "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\" rx=\"{radius}\" {look}/>",
        item.width
    );
    write_text(boxes, &item.lines, left + PADDING.0, top + PADDING.1, BOX_TEXT, "");
    if let ItemKind::Question(Some(number)) = item.kind {
        let (x, y) = (left + item.width, top);
        let _ = writeln!(
            boxes,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\" fill=\"var(--elig-number, #0969da)\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"11\" font-weight=\"600\" fill=\"#fff\" text-anchor=\"middle\">{number}</text>",
            y + 4.0
        );
    }
    if !item.label.is_empty() {
        let above = item.label.len() as f32 * EDGE_TEXT.1 + 3.0;
        let from = lefts[item.depth - 1] + columns[item.depth - 1] + TRUNK + BESIDE;
        write_text(boxes, &item.label, from, item.y - above, EDGE_TEXT, " fill-opacity=\"0.8\"");
    }
    let (right, trunk) = (left + item.width, left + columns[item.depth] + TRUNK);
    for child in &item.below {
        let (end, fall) = (lefts[child.depth], child.y - item.y);
        let _ = if fall.abs() < 1.0 {
            write!(lines, "M{right:.1} {:.1}H{end:.1}", item.y)
        } else {
            let round = 8_f32.min(fall.abs() / 2.0);
            let way = round.copysign(fall);
            write!(
                lines,
                "M{right:.1} {y:.1}H{:.1}Q{trunk:.1} {y:.1} {trunk:.1} {:.1}V{:.1}Q{trunk:.1} {to:.1} {:.1} {to:.1}H{end:.1}",
                trunk - round,
                item.y + way,
                child.y - way,
                trunk + round,
                y = item.y,
                to = child.y,
            )
        };
        draw(child, lefts, columns, outcomes, lines, boxes);
    }
}

fn write_text(out: &mut String, lines: &[String], x: f32, top: f32, (size, apart): (f32, f32), more: &str) {
    let _ = write!(out, "<text font-size=\"{size}\"{more}>");
    for (number, line) in lines.iter().enumerate() {
        let y = top + (number as f32 + 1.0) * apart - (apart - size) / 2.0 - size * 0.18;
        let _ = write!(out, "<tspan x=\"{x:.1}\" y=\"{y:.1}\">{}</tspan>", escape(line));
    }
    out.push_str("</text>\n");
}

fn widest(lines: &[String], size: f32) -> f32 {
    lines.iter().map(|line| line.chars().map(letter(size)).sum()).fold(0.0, f32::max)
}

/// How wide a character is at most, in whatever letters: which ones a reader has nobody knows.
fn letter(size: f32) -> impl Fn(char) -> f32 {
    move |ch| {
        let share = match ch {
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '-' | '(' | ')' => 0.42,
            'm' | 'w' | 'M' | 'W' | '—' | '…' => 0.95,
            _ if ch.is_ascii_uppercase() => 0.76,
            _ if ch.is_ascii() => 0.6,
            _ => [0.0, 0.72, 1.05][ch.width().unwrap_or(0).min(2)],
        };
        share * size
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::*;
    use crate::eligibility::cells;
    use crate::eligibility::table::answers;
    use crate::eligibility::testing::compiled;

    /// The picture of a program, with its outcomes and questions called by their names and what is given.
    fn picture(questions: &str, criteria: &str, outcomes: &str, more: &str) -> Option<String> {
        let (program, compiled) = compiled(questions, criteria, outcomes);
        let ladder = Ladder::new(&compiled.regimes[0].rules).expect("a ladder");
        let labels = Labels {
            id: "t",
            title: "<One & all>",
            description: "\u{1F600}",
            question: &|question| format!("{}{more}", program.questions[question].id),
            answers: &|question, classes| {
                cells::words(&program, question, &answers(&compiled, &ladder, question, classes))
            },
            outcome: &|outcome| program.outcomes[outcome].id.clone(),
            on_to: &|number, question| format!("on to {number}: {question}"),
        };
        svg(&ladder, program.outcomes.len(), &labels)
    }

    /// The boxes of a picture, and its texts.
    fn read(svg: &str) -> (Vec<[f32; 4]>, Vec<String>) {
        let mut reader = quick_xml::Reader::from_str(svg);
        let (mut boxes, mut texts) = (Vec::new(), Vec::new());
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Eof => return (boxes, texts),
                Event::Empty(element) if element.name().as_ref() == b"rect" => {
                    let number = |name: &str| {
                        let value = element.try_get_attribute(name).expect("attributes").expect("there");
                        String::from_utf8_lossy(&value.value).parse::<f32>().expect("a number")
                    };
                    boxes.push(["x", "y", "width", "height"].map(number));
                }
                Event::Start(element) if element.name().as_ref() == b"tspan" => {
                    let Event::Text(text) = reader.read_event().expect("well-formed") else { panic!("no text") };
                    texts.push(String::from_utf8_lossy(&text).into_owned());
                }
                _ => {}
            }
        }
    }

    const SHARED: (&str, &str, &str) = (
        "{ kind: { choose: [first-of-them, second, other] }, extra: yes-no, signed: yes-no, size: { whole: 0 to 9 } }",
        "{ one: { needs: { kind: [first-of-them, second] } }, more: { for: { kind: second }, needs: { extra: yes } }, \
         two: { needs: { signed: yes } }, three: { needs: { size: at least 3 } } }",
        "{ good: { when: { met: all } }, bad: { otherwise: true } }",
    );

    #[test]
    fn what_is_reached_twice_is_drawn_once_and_nothing_lies_on_anything() {
        for more in ["", " in words that are long enough for some lines, and 合作伙伴类型合作伙伴类型合作伙伴类型"]
        {
            let (questions, criteria, outcomes) = SHARED;
            let svg = picture(questions, criteria, outcomes, more).expect("a picture");
            let (boxes, texts) = read(&svg);
            // kind, signed and size once; extra; on to signed; five outcomes.
            assert_eq!(boxes.len(), 10, "{svg}");
            for (number, [x, y, width, height]) in boxes.iter().enumerate() {
                for [left, top, wide, high] in &boxes[..number] {
                    let apart = x + width <= *left || left + wide <= *x || y + height <= *top || top + high <= *y;
                    assert!(apart, "{svg}");
                }
            }
            let all = texts.join(" ");
            for part in ["first-of-them", "second", "3 or more", "good", "on to 1:"] {
                assert!(all.contains(part), "{part}: {all}");
            }
            assert!(svg.contains(">1</text>") && svg.contains("&lt;One &amp; all&gt;"));
        }
    }

    #[test]
    fn a_picture_without_end_is_none() {
        let questions: Vec<String> = (0..9).map(|n| format!("q{n}: {{ choose: [a, b, c, d] }}")).collect();
        let parts: Vec<String> =
            (0..9).map(|n| format!("{{ q{n}: a }}, {{ q{n}: [a, c], q{}: b }}", (n + 3) % 9)).collect();
        let criteria = format!("{{ x: {{ needs: {{ any: [{}] }} }} }}", parts.join(", "));
        let outcomes = "{ good: { when: { met: all } }, bad: { otherwise: true } }";
        assert_eq!(picture(&format!("{{ {} }}", questions.join(", ")), &criteria, outcomes, ""), None);
    }
}
