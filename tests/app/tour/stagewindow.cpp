// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small real window for the tests of the tour's driver: it knows nothing of the driver.
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace {

QStandardItemModel* makeModel(QObject* parent)
{
    constexpr int rows = 400;
    auto* model = new QStandardItemModel(rows, 3, parent);
    model->setHorizontalHeaderLabels(
        {QStringLiteral("Host"), QStringLiteral("Slot"), QStringLiteral("State")});
    for (int row = 0; row < rows; ++row) {
        model->setItem(row, 0, new QStandardItem(QStringLiteral("host-%1").arg(row)));
        model->setItem(row, 1, new QStandardItem(QString::number(row % 2)));
        model->setItem(row, 2, new QStandardItem(QStringLiteral("free")));
    }
    return model;
}

void ask(QWidget* parent, QLabel* answer)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QStringLiteral("Question"));
    auto* layout = new QVBoxLayout(dialog);
    auto* field = new QLineEdit(dialog);
    field->setAccessibleName(QStringLiteral("Answer"));
    auto* accept = new QPushButton(QStringLiteral("Accept"), dialog);
    layout->addWidget(field);
    layout->addWidget(accept);
    QObject::connect(accept, &QPushButton::clicked, dialog, [dialog, field, answer] {
        answer->setText(field->text());
        dialog->accept();
    });
    dialog->open();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.setWindowTitle(QStringLiteral("Stage window"));
    auto* content = new QWidget(&window);
    auto* layout = new QVBoxLayout(content);
    auto* count = new QLabel(QStringLiteral("pressed 0 times"), content);
    auto* press = new QPushButton(QStringLiteral("Count up"), content);
    auto* never = new QPushButton(QStringLiteral("Never"), content);
    never->setEnabled(false);
    auto* field = new QLineEdit(content);
    field->setAccessibleName(QStringLiteral("Filter"));
    auto* answer = new QLabel(QStringLiteral("no answer"), content);
    answer->setAccessibleDescription(QStringLiteral("why: nobody was asked"));
    auto* question = new QPushButton(QStringLiteral("Ask"), content);
    auto* table = new QTableView(content);
    table->setAccessibleName(QStringLiteral("Hosts"));
    table->setModel(makeModel(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    auto* selected = new QLabel(QStringLiteral("nothing selected"), content);
    for (QWidget* part : std::initializer_list<QWidget*>{
             press, never, count, field, question, answer, table, selected})
        layout->addWidget(part);
    window.setCentralWidget(content);

    int presses = 0;
    QObject::connect(press, &QPushButton::clicked, count,
        [&presses, count] { count->setText(QStringLiteral("pressed %1 times").arg(++presses)); });
    QObject::connect(
        question, &QPushButton::clicked, &window, [&window, answer] { ask(&window, answer); });
    QObject::connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, selected,
        [selected](const QModelIndex& current) {
            selected->setText(
                QStringLiteral("selected ") + current.siblingAtColumn(0).data().toString());
        });
    QMenu* menu = window.menuBar()->addMenu(QStringLiteral("&View"));
    menu->addAction(
        QStringLiteral("Dark"), &window, [answer] { answer->setText(QStringLiteral("dark")); });
    window.resize(700, 500);
    window.show();
    return QApplication::exec();
}
